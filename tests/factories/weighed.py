"""A group buy whose scenarios differ: of two lots, each of the two carriers is cheaper in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marketplace.jobs.solve_scenarios import solve_scenarios
from tests.factories.locked import Locked, Opened, a_quote, a_row
from tests.factories.people import Actor, People
from tests.factories.screened import screen

HKG, SIN = {"corridor": "SHA-HKG"}, {"corridor": "SHA-SIN", "rtt_us": 60_000}
LINES = [{}, {"corridor": "SHA-SIN"}]
CHEAPEST_MINOR = 6 * 24_100_000
WITHOUT_FIRST_MINOR = 3 * 1_200_000
"What the award without the first carrier costs more"


def its_quote(hkg: int, sin: int, **changes: Any) -> dict[str, Any]:
    """A quote of these monthly prices to Hong Kong and to Singapore."""
    rows = a_row(**HKG, monthly_minor=hkg), a_row(**SIN, monthly_minor=sin)
    return a_quote(*rows, **changes)


class Weighed(Opened):
    """Three members with a line in each lot; the first carrier is cheaper to Hong Kong."""

    def __init__(
        self,
        people: People,
        clock: Any,
        *members: list[dict[str, Any]],
        carriers: Sequence[Actor] = (),
        prices: Sequence[tuple[int, int]] = ((2_000_000, 2_200_000), (2_100_000, 2_000_000)),
        **actors: Any,
    ) -> None:
        self.carriers = list(carriers) or [people.carrier(), people.carrier()]
        Locked.__init__(self, people, *(members or (LINES, LINES, LINES)), **actors)
        self.clock = clock
        self.rfq = self.issue()
        self.path = f"/rfqs/{self.rfq['id']}"
        for carrier, monthly in zip(self.carriers, prices, strict=False):
            sealed = carrier.put(f"{self.path}/quote", its_quote(*monthly))
            assert sealed.status_code == 200, sealed.json
        self.reach("rfqs", "quotes_due_at", "issued_at")
        opened = self.park.post(f"{self.path}/open")
        assert opened.json["state"] == "opened", opened.json
        screen(people.app, self.rfq["id"])

    def weigh(self, *caps_bps: int) -> dict[str, Any]:
        """Every usual scenario asked for and solved: the comparison."""
        body = {"share_caps": [{"at_most_bps": cap} for cap in caps_bps]}
        asked = self.park.post(f"{self.path}/scenarios", json=body)
        assert asked.status_code == 201, asked.json
        self.solve_all()
        return self.park.get(f"{self.path}/scenarios").json

    def solve_all(self) -> None:
        """As the worker does."""
        runtime = self.people.app.extensions["marketplace"]
        solve_scenarios(runtime, rfq_id=self.rfq["id"])

    def solved(self, scenario: str, **parameters: Any) -> str:
        """The id of one scenario's solve, solved."""
        body = {"scenario": scenario, "parameters": parameters}
        answer = self.park.post(f"{self.path}/solves", json=body)
        assert answer.status_code == 201, answer.json
        self.solve_all()
        return answer.json["id"]

    def pick(self, solve_id: str, reason: str = "") -> Any:
        body = {"solve_id": solve_id, "reason": reason}
        return self.park.post(f"{self.path}/awards", json=body)

    def code(self, carrier: int) -> str:
        """How problems and results name the carrier."""
        found = self.park.get(f"{self.path}/scenarios").json["carriers"]
        return next(c["code"] for c in found if c["id"] == str(self.carriers[carrier].id))
