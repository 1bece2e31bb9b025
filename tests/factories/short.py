"""Markets of four lines in which too little is accepted from the first carrier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.jobs.solve_award import solve_award
from marketplace.models import Solve
from tests.factories.locked import Awarded, a_quote, a_row
from tests.factories.people import People
from tests.factories.sweeping import sweep_market

FIRM = 8_000
LADDER = {
    "id": "L",
    "lots": "all",
    "measure": "mbps",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 300, "discount_bps": 1_000}],
}
"With two lines left the first carrier is without discount, yet cheaper than the second"


class Short(Awarded):
    """Four members of 100 Mbps each; the first carrier wins all, firm down to 80 %."""

    def __init__(
        self,
        people: People,
        clock: Any,
        *members: list[dict[str, Any]],
        first: dict[str, Any] | None = None,
        second: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        quotes = [
            a_quote(firm_down_to_bps=FIRM, **(first or {})),
            a_quote(a_row(monthly_minor=2_100_000), **(second or {})),
        ]
        super().__init__(people, clock, *(members or [[{}]] * 4), quotes=quotes, **more)

    def accept(self, *which: int) -> None:
        """These members accept their lines of the award that stands."""
        for at in which:
            for line in self.lines(at):
                answer = self.members[at].post(f"/award-lines/{line['id']}/accept")
                assert answer.status_code == 200, answer.json

    def lines(self, at: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            self.members[at].get(f"/awards/{self.award_['id']}/lines").json
        )
        return found

    def settle(self) -> None:
        """The window closes and the sweep finds it."""
        self.clock.freeze(datetime.fromisoformat(self.award_["acceptance_due_at"]))
        self.sweep()

    def sweep(self) -> None:
        sweep_market(self.people.app, self.id)

    def state(self) -> str:
        return str(self.park.get(f"/group-buys/{self.id}").json["state"])

    def solve_again(self) -> str:
        """The re-award's computation, as the worker would solve it."""
        with self.people.database.single_statements() as session:
            query = sa.select(Solve.id).where(
                Solve.group_buy_id == self.id, Solve.scenario == "reaward"
            )
            (solve,) = session.scalars(query)
        solve_award(self.people.app.extensions["marketplace"], solve_id=str(solve))
        return str(solve)

    def reaward(self) -> dict[str, Any]:
        """The one re-award, at the time when its window opens."""
        body = {"solve_id": self.solve_again()}
        answer = self.park.post(f"/rfqs/{self.rfq['id']}/awards", json=body)
        assert answer.status_code == 201, answer.json
        self.award_ = answer.json
        self.clock.freeze(datetime.fromisoformat(self.award_["acceptance_opens_at"]))
        return self.award_

    def contracts_of(self, at: int) -> Sequence[dict[str, Any]]:
        found: Sequence[dict[str, Any]] = self.members[at].get("/contracts").json
        return found

    def confirmation(self) -> dict[str, Any]:
        """What is asked of the first carrier."""
        (found,) = self.carriers[0].get("/award-confirmations").json
        return dict(found)


class StillShort(Short):
    """After the re-award at a higher price one of two accepts: the carrier is asked."""

    def __init__(self, people: People, clock: Any) -> None:
        super().__init__(people, clock, first={"ladders": [LADDER]})
        self.accept(0, 1)
        self.settle()
        self.reaward()
        self.accept(0)
        self.settle()
