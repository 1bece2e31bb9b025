"""An RFQ that is out to three carriers, with the acts that fill its life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.services.check_awards import AWARD_RULES
from marketplace.services.check_invariants import check_invariants
from marketplace.services.check_quotes import QUOTE_RULES
from marketplace.services.check_screens import SCREEN_RULES
from tests.factories.locked import Locked, a_quote, a_row
from tests.factories.people import Actor, People
from tests.factories.screened import screen


class Quoting(Locked):
    """A group buy with an RFQ out to three carriers."""

    def __init__(
        self, people: People, clock: Any, *members: list[dict[str, Any]], **rfq: Any
    ) -> None:
        self.carriers = [people.carrier() for _ in range(3)]
        super().__init__(people, *(members or ([{}], [{}])))
        self.clock = clock
        self.take(self.issue(**rfq))

    def take(self, rfq: dict[str, Any]) -> None:
        """Go on with this RFQ."""
        self.rfq, self.path = rfq, f"/rfqs/{rfq['id']}"
        self.due = datetime.fromisoformat(rfq["quotes_due_at"])

    def seal(self, carrier: int, **changes: Any) -> dict[str, Any]:
        answer = self.carriers[carrier].put(f"{self.path}/quote", a_quote(a_row(**changes)))
        assert answer.status_code == 200, answer.json
        return answer.json

    def open(self) -> dict[str, Any]:
        self.clock.freeze(self.due)
        answer = self.park.post(f"{self.path}/open")
        assert answer.status_code == 200, answer.json
        screen(self.people.app, self.rfq["id"])
        return answer.json

    def short(self, *sealed: int) -> dict[str, Any]:
        """The RFQ at its due time with too few quotes."""
        for carrier in sealed:
            self.seal(carrier)
        opened = self.open()
        assert opened["state"] == "short", opened
        return opened

    def amend(self, text: str = "The far end moves.", **changes: Any) -> dict[str, Any]:
        answer = self.park.post(f"{self.path}/amendments", {"text": text} | changes)
        assert answer.status_code == 201, answer.json
        self.take(self.park.get(self.path).json)
        return answer.json

    def again(self, reason: str = "Too few quotes.", **changes: Any) -> Any:
        """The answer to asking again, due ten days later."""
        due = (self.clock.now() + timedelta(days=10)).isoformat()
        body = {"reason": reason, "quotes_due_at": due} | changes
        return self.park.post(f"{self.path}/rerun", body)

    def ask(self, carrier: int, text: str = "Which riser?", **changes: Any) -> Any:
        return self.carriers[carrier].post(f"{self.path}/questions", {"text": text} | changes)

    def state_of(self, what: str = "rfq") -> str:
        path = self.path if what == "rfq" else f"/group-buys/{self.id}"
        return self.park.get(path).json["state"]

    def quotes(self, reader: Actor | None = None) -> dict[str, dict[str, Any]]:
        found = (reader or self.park).get(f"{self.path}/quotes").json
        return {quote["carrier"]["id"]: quote for quote in found}

    def quote_of(self, carrier: int) -> dict[str, Any]:
        return self.quotes()[str(self.carriers[carrier].id)]


def broken(session: Session, group_buy_id: UUID) -> list[str]:
    """The invariants of RFQs, quotes, screens and awards that this group buy breaks."""
    asked = {rule.rule for rule in (*QUOTE_RULES, *SCREEN_RULES, *AWARD_RULES)}
    found = check_invariants(session, only=[group_buy_id])
    return [str(violation) for violation in found if violation.rule in asked]
