"""Carries the twin's webhooks to the marketplace, again and again until it takes them."""

from __future__ import annotations

import logging
import threading
import urllib.error
import urllib.request

from marketplace.adapters.stripe_twin.mailbag import Letter
from marketplace.adapters.stripe_twin.twin import StripeTwin

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 10.0
TRIES = 300
"A letter that nobody takes for so many rounds is given up, as Stripe does after three days"


class Courier(threading.Thread):
    """One thread beside the twin's server."""

    def __init__(self, twin: StripeTwin, url: str) -> None:
        super().__init__(daemon=True, name="courier")
        self.twin, self.url = twin, url
        self.tries: dict[str, int] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(PAUSE_SECONDS):
            self.round()

    def round(self) -> None:
        """One attempt at each letter; sent without the lock, for the answer may ask the twin."""
        with self.twin.lock:
            ids = list(self.twin.mail.waiting)
        for id_ in ids:
            letter = self.twin.mail.letter(id_)
            self.tries[id_] = self.tries.get(id_, 0) + 1
            if self.take(letter) or self.tries[id_] > TRIES:
                with self.twin.lock:
                    self.twin.mail.waiting.remove(id_)
                    self.twin.state.save()

    def take(self, letter: Letter) -> bool:
        """Whether the marketplace took it."""
        headers = {"Stripe-Signature": letter.signature, "Content-Type": "application/json"}
        request = urllib.request.Request(self.url, letter.body, headers)  # noqa: S310 loopback
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                return bool(200 <= answer.status < 300)
        except (OSError, urllib.error.URLError):
            return False
