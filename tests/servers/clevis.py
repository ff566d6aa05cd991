#!/usr/bin/env python3
"""A Clevis Payouts server in Python, from the documentation and the standard library alone.

It exists so that payspec is tried on a server that shares no line with its own: started by `[launch]`, it is judged like
anybody's. What the documentation leaves open is decided differently from the built-in reference server where possible:
list envelope, ids, rate window, counting of the store, timing by a clock thread.

    python3 clevis.py --port 8080

Settings come from the environment: CLEVIS_KEYS (comma-separated), CLEVIS_STEP_SECONDS, CLEVIS_TIME_SCALE,
CLEVIS_RATE_PER_MINUTE, CLEVIS_WEBHOOK_SECRET, CLEVIS_WEBHOOK_CA, PAYOUTS_ENABLED, PAYOUTS_MAX_OPEN.
"""

import argparse
import collections
import hmac
import itertools
import json
import os
import re
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import clevis_rules as rules
from clevis_payouts import Clock, Refusal, Store
from clevis_webhooks import Courier

LONGEST_BODY = 1024 * 1024


class RateLimit:
    """Requests per key in any window of a minute."""

    def __init__(self, per_minute):
        self.per_minute = per_minute
        self.lock = threading.Lock()
        self.seen = collections.defaultdict(collections.deque)

    def ask(self, key):
        if self.per_minute is None:
            return
        now = time.monotonic()
        with self.lock:
            seen = self.seen[key]
            while seen and seen[0] <= now - 60:
                seen.popleft()
            if len(seen) >= self.per_minute:
                raise Refusal(429, "RATE_LIMIT_EXCEEDED", "This key has sent too many requests.")
            seen.append(now)


class App:
    """Everything one server holds."""

    def __init__(self, env):
        self.keys = [key for key in env.get("CLEVIS_KEYS", "").split(",") if key]
        self.enabled = env.get("PAYOUTS_ENABLED", "true").lower() != "false"
        rate = env.get("CLEVIS_RATE_PER_MINUTE")
        self.rate = RateLimit(int(rate) if rate else None)
        courier = Courier(env.get("CLEVIS_WEBHOOK_SECRET", ""), env.get("CLEVIS_WEBHOOK_CA"))
        clock = Clock(float(env.get("CLEVIS_TIME_SCALE", "1")))
        self.store = Store(
            courier=courier,
            clock=clock,
            default_step=float(env.get("CLEVIS_STEP_SECONDS", "2")),
            most_open=int(env.get("PAYOUTS_MAX_OPEN", "10000")),
        )
        self.boot = f"{os.getpid():x}{time.time_ns():x}"
        self.requests = itertools.count(1)

    def request_id(self):
        return f"{self.boot}-{next(self.requests)}"

    def tenant(self, header):
        if header is None:
            raise Refusal(401, "MISSING_AUTH_TOKEN", "There is no Authorization header.")
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or not token.strip():
            raise Refusal(401, "INVALID_API_KEY", "The Authorization header holds no bearer key.")
        presented = token.strip().encode("latin-1", "replace")
        for key in self.keys:
            if hmac.compare_digest(key.encode(), presented):
                return key
        raise Refusal(401, "INVALID_API_KEY", "This key is not allowed.")

    def answer(self, method, path, query, headers, body):
        """Status and JSON value of one request."""
        parts = path.strip("/").split("/")
        if parts == ["health"] and method == "GET":
            return 200, {"ok": True, "payouts": self.health()}
        if parts[:2] != ["v1", "payouts"]:
            raise Refusal(404, "NOT_FOUND", "There is nothing here.")
        key = self.tenant(headers.get("Authorization"))
        if not self.enabled:
            raise Refusal(403, "PAYOUTS_DISABLED", "Payouts are switched off.")
        self.rate.ask(key)
        match method, parts[2:]:
            case "POST", []:
                order, raw = rules.order(rules.parse(body))
                return self.store.create(key, headers.get("Idempotency-Key"), order, raw)
            case "GET", []:
                return 200, self.store.list(key, query.get("external_id"))
            case "GET", ["requirements", country]:
                return 200, rules.requirements(country)
            case "GET", [payout]:
                return 200, self.store.read(key, payout)
            case "POST", [payout, "cancel"]:
                return 200, self.store.cancel(key, payout)
            case _, [] | ["requirements", _] | [_] | [_, "cancel"]:
                raise Refusal(405, "METHOD_NOT_ALLOWED", "This route has no such method.")
        raise Refusal(404, "NOT_FOUND", "There is nothing here.")

    def health(self):
        return {
            "enabled": self.enabled,
            "provider": "mock",
            "mode": "sandbox",
            "open_payouts": self.store.open_payouts(),
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "clevis-py"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def serve(self):
        app = self.server.app
        request_id = app.request_id()
        split = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(split.path)
        try:
            body = self.body()
            query = dict(urllib.parse.parse_qsl(split.query))
            status, value = app.answer(self.command, path, query, self.headers, body)
        except Refusal as refusal:
            status, value = refusal.status, {"error": refusal.envelope(request_id)}
        except Exception as error:  # whatever it is, the client gets an answer
            print(f"{request_id} {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            refusal = Refusal(500, "INTERNAL_ERROR", "Something unexpected happened.")
            status, value = 500, {"error": refusal.envelope(request_id)}
        payload = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(payload)))
        self.send_header("X-Request-ID", request_id)
        if path == "/v1/payouts" or path.startswith("/v1/payouts/"):
            self.send_header("X-Clevis-Mock", "true")
        if status == 413:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = serve

    def body(self):
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch(r"[0-9]{1,12}", length):
            self.close_connection = True
            raise Refusal(400, "BAD_REQUEST", "The length of the body cannot be read.")
        if int(length) > LONGEST_BODY:
            self.close_connection = True
            raise Refusal(413, "BODY_TOO_LARGE", "The body is too long.")
        return self.rfile.read(int(length))

    def log_message(self, form, *values):
        print(f"{self.client_address[0]} {form % values}", flush=True)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address, app):
        super().__init__(address, Handler)
        self.app = app

    def handle_error(self, request, client_address):
        kind, error, _ = sys.exc_info()
        print(f"{client_address[0]} {kind.__name__}: {error}", file=sys.stderr, flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--port", type=int, required=True)
    port = arguments.parse_args().port
    server = Server(("127.0.0.1", port), App(os.environ))
    print(f"listening on port {port} as process {os.getpid()}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
