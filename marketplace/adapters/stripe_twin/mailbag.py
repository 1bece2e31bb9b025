"""Webhooks of the twin: signed as Stripe signs, delivered as whoever holds the bag wishes."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from marketplace.adapters.stripe_twin.faults import shown
from marketplace.adapters.stripe_twin.state import TwinState


@dataclass(frozen=True)
class Letter:
    """One delivery: the body, and the header that signs it."""

    event_id: str
    body: bytes
    signature: str


class Mailbag:
    """What is still to be delivered, in the order in which it happened."""

    def __init__(self, state: TwinState, secret: str) -> None:
        self.state, self.secret = state, secret

    @property
    def waiting(self) -> list[str]:
        """Ids of events; may be reordered, shortened and doubled at will."""
        return self.state.data["waiting"]

    def shuffle(self, random: Random) -> None:
        random.shuffle(self.waiting)

    def lose(self, place: int = 0) -> None:
        del self.waiting[place]

    def double(self, place: int = 0) -> None:
        self.waiting.append(self.waiting[place])

    def letter(self, event_id: str, *, at: int | None = None) -> Letter:
        """Signed for `at`, seconds since 1970; now when it is not given."""
        body = json.dumps(shown(self.state.get(event_id, "event"))).encode()
        return Letter(event_id, body, self.sign(body, self.state.now() if at is None else at))

    def sign(self, body: bytes, at: int) -> str:
        signed = hmac.new(self.secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
        return f"t={at},v1={signed}"

    def deliver(self, take: Callable[[Letter], bool]) -> int:
        """Hand out everything that waits; what is not taken stays. How many were taken."""
        ids = list(self.waiting)
        left = [id_ for id_ in ids if not take(self.letter(id_))]
        del self.waiting[: len(ids)]
        self.waiting[:0] = left
        return len(ids) - len(left)
