"""Winners' ladders below a break, by API."""

from __future__ import annotations

import pytest

from tests.factories.locked import Opened
from tests.factories.people import People
from tests.factories.weighed import LINES, its_quote

LADDER = {
    "id": "L1",
    "lots": "all",
    "measure": "lines",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 4, "discount_bps": 100}],
}
HKG_MINOR, SIN_MINOR = 24_100_000, 26_500_000
"What the first carrier asks for a line of a year to either place"


class Breaking(Opened):
    """Each of two carriers wins three lines; a fourth would bring the first 1 % off its own."""

    def __init__(self, people: People, clock=None, *members, **actors) -> None:
        quotes = [
            its_quote(2_000_000, 2_200_000, ladders=[LADDER]),
            its_quote(2_100_000, 2_000_000),
        ]
        super().__init__(people, clock, *(members or [LINES] * 3), quotes=quotes, **actors)
        self.solve_id = self.solve()


@pytest.fixture(scope="module")
def market(app, database):
    return Breaking(People(app, database))


@pytest.fixture(scope="module")
def below(market):
    (only,) = market.park.get(f"/solves/{market.solve_id}/tier-breaks").json
    return only


def test_what_is_missing_and_its_worth_are_told(market, below):
    assert below["carrier"]["id"] == str(market.carriers[0].id)
    assert (below["volume"], below["missing"], below["near"]) == (3, 1, True)
    assert (below["next_from"], below["next_discount_bps"], below["discount_bps"]) == (4, 100, 0)
    assert below["saving_minor"] == 3 * HKG_MINOR // 100


def test_the_line_that_would_move_is_told_with_what_that_changes_in_total(market, below):
    (moved,) = below["moved"]

    assert moved["from"]["id"] == str(market.carriers[1].id)
    assert (moved["before_minor"], moved["after_minor"]) == (HKG_MINOR, SIN_MINOR * 99 // 100)
    assert below["move"] == {
        "change_minor": SIN_MINOR * 99 // 100 - HKG_MINOR - below["saving_minor"],
        "cheaper_lines": 3,
        "dearer_lines": 0,
    }


def test_breaks_are_for_those_who_read_scenarios(market):
    path = f"/solves/{market.solve_id}/tier-breaks"
    blind = [*market.members, *market.carriers, market.people.park(), market.people.operator()]

    assert {who.get(path).status_code for who in blind} == {404}
    assert market.people.observer().get(path).status_code == 200


def test_before_there_is_a_solution_no_break_is_told(people):
    market = Opened(people, None)
    asked = market.park.post(f"/rfqs/{market.rfq['id']}/solves")

    assert market.park.get(f"/solves/{asked.json['id']}/tier-breaks").json == []
