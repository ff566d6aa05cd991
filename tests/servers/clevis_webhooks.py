"""Webhooks: signed, over TLS, in order for each payout, and never tried twice."""

import hashlib
import hmac
import http.client
import json
import queue
import secrets
import ssl
import sys
import threading
import urllib.parse

from clevis_payouts import now

WORKERS = 8
PATIENCE = 5


class Courier:
    def __init__(self, secret, authority):
        self.secret = secret.encode()
        self.trust = ssl.create_default_context(cafile=authority)
        # One worker has all events of a payout, so they arrive in order.
        self.queues = [queue.SimpleQueue() for _ in range(WORKERS)]
        for waiting in self.queues:
            threading.Thread(target=self.run, args=(waiting,), daemon=True).start()

    def send(self, url, payout, before, resource):
        event = {
            "id": f"evt_{secrets.token_hex(13)}",
            "type": "payout.status_changed",
            "created_at": now(),
            "previous_status": before,
            "data": resource,
        }
        body = json.dumps(event, ensure_ascii=False).encode()
        self.queues[hash(payout) % WORKERS].put((url, body))

    def run(self, waiting):
        while True:
            url, body = waiting.get()
            try:
                self.deliver(url, body)
            except (OSError, ValueError, http.client.HTTPException) as error:
                print(f"webhook not delivered: {type(error).__name__}: {error}", file=sys.stderr, flush=True)

    def deliver(self, url, body):
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=PATIENCE, context=self.trust)
        try:
            signature = hmac.new(self.secret, body, hashlib.sha256).hexdigest()
            headers = {
                "Content-Type": "application/json",
                "X-Clevis-Signature": f"sha256={signature}",
                "X-Clevis-Mock": "true",
            }
            target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            answer.read(65536)
            if not 200 <= answer.status < 300:
                print(f"webhook answered {answer.status}", file=sys.stderr, flush=True)
        finally:
            connection.close()
