"""Payouts: how they are kept, found again by key, and moved from state to state."""

import dataclasses
import datetime
import heapq
import secrets
import threading
import time

ENDS = ("PAID", "REJECTED", "CANCELLED")
QUEUED = ("200", "Payout received and queued.")
SLOW_STEP = 30.0


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status, code, message, details=None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details or {}

    def envelope(self, request_id):
        return {"code": self.code, "message": self.message, "details": self.details, "request_id": request_id}


@dataclasses.dataclass(frozen=True)
class Order:
    """A checked request body."""

    amount: str
    currency: str
    country: str
    external_id: str
    description: str | None
    payment_method_id: str
    payroll_ref: dict | None
    notification_url: str | None
    metadata: dict
    beneficiary: dict
    document_id: str
    step: float | None


@dataclasses.dataclass(frozen=True)
class Plan:
    """The states a payout will go through by itself, each with code and detail."""

    states: tuple
    step: float | None = None


def rejected(code, detail):
    return ("REJECTED", code, f"{detail} (mock trigger).")


HAPPY = (("PENDING", *QUEUED), ("PROCESSING", "200", "Sent to the bank."), ("PAID", "200", "Paid."))
STUCK = (("PENDING", *QUEUED), ("PROCESSING", "200", "Stuck in processing (mock trigger)."))
AT_INTAKE = (rejected("300", "Rejected at intake"),)
BY_THE_BANK = (*HAPPY[:2], rejected("301", "Beneficiary bank rejected the transfer"))
NO_FUNDS = (*HAPPY[:2], rejected("302", "Insufficient funds in payout account"))
OVER_LIMIT = (rejected("303", "Amount exceeds per-payout limit"),)
COMPLIANCE = (rejected("304", "Beneficiary failed compliance screening"),)

PREFIXES = {
    "MOCK_REJECT_INTAKE_": Plan(AT_INTAKE),
    "MOCK_REJECT_BANK_": Plan(BY_THE_BANK),
    "MOCK_SLOW_": Plan(HAPPY, SLOW_STEP),
    "MOCK_STUCK_": Plan(STUCK),
    "MOCK_OK_": Plan(HAPPY),
}


def plan(order):
    """The first trigger that matches; no outcome headers are known here."""
    for prefix, forced in PREFIXES.items():
        if order.external_id.startswith(prefix):
            return forced
    if order.amount.endswith(".13"):
        return Plan(NO_FUNDS)
    if order.amount.endswith(".99"):
        return Plan(OVER_LIMIT)
    if order.document_id == "0" * 11:
        return Plan(COMPLIANCE)
    return Plan(HAPPY)


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Clock:
    """Does things later, in contract seconds."""

    def __init__(self, scale):
        self.scale = scale
        self.changed = threading.Condition()
        self.due = []
        self.number = 0
        threading.Thread(target=self.run, daemon=True).start()

    def later(self, seconds, act):
        with self.changed:
            self.number += 1
            heapq.heappush(self.due, (time.monotonic() + seconds * self.scale, self.number, act))
            self.changed.notify()

    def run(self):
        while True:
            with self.changed:
                while not self.due or self.due[0][0] > time.monotonic():
                    self.changed.wait(self.due[0][0] - time.monotonic() if self.due else None)
                _, _, act = heapq.heappop(self.due)
            act()


class Payout:
    def __init__(self, tenant, order):
        self.id = f"po_{secrets.token_hex(13)}"
        self.tenant = tenant
        self.order = order
        self.created_at = now()
        self.status = None
        self.code = ""
        self.detail = ""
        self.history = []

    def move(self, status, code, detail):
        self.status, self.code, self.detail = status, code, detail
        self.history.append({"status": status, "status_code": code, "at": now()})

    def resource(self):
        order = self.order
        return {
            "id": self.id,
            "object": "payout",
            "mock": True,
            "status": self.status,
            "status_code": self.code,
            "status_detail": self.detail,
            "status_history": list(self.history),
            "amount": order.amount,
            "currency": order.currency,
            "country": order.country,
            "external_id": order.external_id,
            "description": order.description,
            "payment_method_id": order.payment_method_id,
            "payroll_ref": order.payroll_ref,
            "notification_url": order.notification_url,
            "metadata": order.metadata,
            "beneficiary": order.beneficiary,
            "created_at": self.created_at,
        }


class Store:
    """All payouts of one server, behind one lock."""

    def __init__(self, courier, clock, default_step, most_open):
        self.courier = courier
        self.clock = clock
        self.default_step = default_step
        self.most_open = most_open
        self.lock = threading.RLock()
        self.payouts = {}
        self.by_external_id = {}
        self.by_key = {}

    def open_payouts(self):
        with self.lock:
            return len(self.payouts)

    def create(self, tenant, header, order, raw):
        key = (tenant, "header", header) if header is not None else (tenant, "external_id", order.external_id)
        with self.lock:
            if key in self.by_key:
                payout, first = self.by_key[key]
                if first != raw:
                    raise Refusal(409, "IDEMPOTENCY_KEY_REUSED", "This key came with another body.")
                return 200, payout.resource()
            if (tenant, order.external_id) in self.by_external_id:
                raise Refusal(409, "EXTERNAL_ID_CONFLICT", "Another payout has this external_id.")
            # The store keeps ended payouts, so they take up room as well.
            if len(self.payouts) >= self.most_open:
                raise Refusal(503, "PAYOUT_STORE_FULL", "There is no room for another payout.")
            payout = Payout(tenant, order)
            self.payouts[payout.id] = payout
            self.by_external_id[tenant, order.external_id] = payout
            self.by_key[key] = (payout, raw)
            self.begin(payout)
            return 201, payout.resource()

    def begin(self, payout):
        planned = plan(payout.order)
        step = planned.step or payout.order.step
        step = self.default_step if step is None else step
        first, *rest = planned.states
        self.advance(payout, *first)
        for number, state in enumerate(rest, 1):
            if step == 0:
                self.advance(payout, *state)
            else:
                self.clock.later(step * number, lambda state=state: self.advance(payout, *state))

    def advance(self, payout, status, code, detail):
        with self.lock:
            if payout.status in ENDS:
                return
            before = payout.status
            payout.move(status, code, detail)
            if payout.order.notification_url:
                self.courier.send(payout.order.notification_url, payout.id, before, payout.resource())

    def find(self, tenant, name):
        payout = self.payouts.get(name)
        if payout is None or payout.tenant != tenant:
            raise Refusal(404, "PAYOUT_NOT_FOUND", "There is no such payout.")
        return payout

    def read(self, tenant, name):
        with self.lock:
            return self.find(tenant, name).resource()

    def cancel(self, tenant, name):
        with self.lock:
            payout = self.find(tenant, name)
            if payout.status in ENDS:
                raise Refusal(409, "PAYOUT_NOT_CANCELLABLE", f"The payout is {payout.status}.")
            self.advance(payout, "CANCELLED", "290", "Cancelled by the caller.")
            return payout.resource()

    def list(self, tenant, external_id):
        with self.lock:
            own = [payout for payout in self.payouts.values() if payout.tenant == tenant]
            found = [p.resource() for p in own if external_id is None or p.order.external_id == external_id]
        return {"payouts": found, "count": len(found)}
