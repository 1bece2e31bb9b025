"""Companies that join over HTTP, at the price that they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.crash.clients import Answer, Client
from tests.crash.stack import Stack
from tests.factories.demand import Market, a_line
from tests.factories.people import Actor


@dataclass
class Joiner:
    """A company with its client; remembers what it was shown and what it was answered."""

    market: Market
    actor: Actor
    client: Client
    shown: int = 0
    key: str = ""
    answer: Answer | None = None

    @property
    def path(self) -> str:
        return f"{self.market.path}/participation"

    def body(self, mbps: int = 100) -> dict[str, Any]:
        """One line at the price that the marketplace shows now."""
        line = a_line(mbps=mbps)
        check = self.client.insist("POST", f"{self.market.path}/price-check", {"lines": [line]})
        assert check.status == 200, check
        self.shown = check.json["lines"][0]["price_minor"]
        return {"lines": [line | {"price_shown_minor": self.shown}]}

    def join(self, mbps: int = 100) -> Answer:
        """Join, looking again at the price as often as it rose in between."""
        while True:
            self.key = str(uuid4())
            body = self.body(mbps)
            self.answer = self.client.insist("POST", self.path, body, key=self.key)
            if self.answer.json.get("code") != "price_rose":
                return self.answer

    def leave(self) -> Answer:
        """Leave, whatever the version; a repeated request may find that it has left."""
        tag = self.client.insist("GET", self.path).headers["ETag"]
        return self.client.insist("DELETE", self.path, If_Match=tag)

    def change(self, mbps: int) -> Answer:
        """Replace the line by one of another bandwidth."""
        while True:
            tag = self.client.insist("GET", self.path).headers["ETag"]
            answer = self.client.insist("PUT", self.path, self.body(mbps), If_Match=tag)
            if answer.json.get("code") != "price_rose":
                return answer


def joiners(stack: Stack, market: Market, count: int) -> list[Joiner]:
    members = [market.member() for _ in range(count)]
    return [Joiner(market, member, Client(stack.port, member.token)) for member in members]
