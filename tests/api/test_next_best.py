"""The next best awards: what follows under the same rules if winners drop out."""

from __future__ import annotations

import pytest

from tests.factories.people import People
from tests.factories.weighed import CHEAPEST_MINOR, WITHOUT_FIRST_MINOR, Weighed

PRICES = ((2_000_000, 2_200_000), (2_100_000, 2_000_000), (2_150_000, 2_300_000))


class ThreeWeighed(Weighed):
    """A third carrier that is the next best to Hong Kong."""

    def __init__(self, people, clock):
        super().__init__(people, clock, carriers=[people.carrier() for _ in PRICES], prices=PRICES)


@pytest.fixture(scope="module")
def weighed(app, database):
    """Its cheapest award and its award of one winner, both with what would follow."""
    market = ThreeWeighed(People(app, database), None)
    market.cheapest = market.solved("cheapest")
    market.single = market.solved("winners_at_most", at_most=1)
    market.capped = market.solved("share_cap", at_most_bps=5000)
    for solve_id in (market.cheapest, market.single, market.capped):
        asked = market.park.post(f"/solves/{solve_id}/fallbacks")
        assert asked.status_code == 201, asked.json
    market.solve_all()
    return market


def fallbacks(market, solve_id):
    return market.park.get(f"/solves/{solve_id}/fallbacks").json


def names(market, *carriers):
    return [str(market.carriers[at].id) for at in carriers]


def test_without_each_winner_and_then_without_both(weighed):
    found = fallbacks(weighed, weighed.cheapest)

    out = [[one["id"] for one in step["carriers"]] for step in found]
    assert sorted(out[:2]) == sorted([names(weighed, 0), names(weighed, 1)])
    assert sorted(out[2]) == sorted(names(weighed, 0, 1))
    assert all(step["without"]["proven"] for step in found)


def test_each_says_what_it_costs_more_and_who_takes_over(weighed):
    first = next(
        step
        for step in fallbacks(weighed, weighed.cheapest)
        if [one["id"] for one in step["carriers"]] == names(weighed, 0)
    )

    assert (first["lines"], first["more_minor"]) == (3, WITHOUT_FIRST_MINOR)
    assert [(t["carrier"]["id"], t["lines"]) for t in first["takers"]] == [
        (names(weighed, 1)[0], 3)
    ]


def test_the_rules_of_the_chosen_award_hold_for_what_follows(weighed):
    (step,) = fallbacks(weighed, weighed.single)

    assert step["without"]["scenario"] == "next_best"
    assert step["without"]["parameters"]["scenario"] == "winners_at_most"
    assert len(step["without"]["winners"]) == 1
    for step in fallbacks(weighed, weighed.capped):
        lines = [won["lines"] for won in step["without"]["winners"]]
        assert all(count <= 3 for count in lines)


def test_they_are_no_rows_of_the_comparison(weighed):
    seen = weighed.park.get(f"{weighed.path}/scenarios").json["scenarios"]

    assert "next_best" not in {one["scenario"] for one in seen}


def test_what_is_known_is_not_asked_again(weighed):
    again = weighed.park.post(f"/solves/{weighed.cheapest}/fallbacks").json

    assert {one["state"] for one in again} == {"solved"}


def test_the_only_carrier_has_no_successor(people, clock):
    market = ThreeWeighed(people, clock)
    without = market.solved("without_carrier", carrier=market.code(0))
    market.park.post(f"/solves/{without}/fallbacks")
    market.solve_all()
    last = fallbacks(market, without)[-1]["without"]["solve_id"]

    market.park.post(f"/solves/{last}/fallbacks")
    (step,) = fallbacks(market, last)

    assert step["without"] is step["more_minor"] is None


def test_nothing_follows_what_is_not_solved(people, clock):
    market = Weighed(people, clock)
    waiting = market.park.post(f"{market.path}/solves").json["id"]

    answer = market.park.post(f"/solves/{waiting}/fallbacks")

    assert (answer.status_code, answer.json["code"]) == (409, "solve_not_solved")


def test_a_next_best_award_may_be_picked_and_its_notice_says_who_is_left_out(people, clock):
    market = ThreeWeighed(people, clock)
    single = market.solved("winners_at_most", at_most=1)
    (asked,) = market.park.post(f"/solves/{single}/fallbacks").json
    market.solve_all()

    made = market.pick(asked["id"], "首选方案的成交运营商退出。")

    notice = market.park.get(f"/awards/{made.json['id']}/notice").json
    assert notice["scenario"] == "next_best"
    assert [one["id"] for one in notice["left_out"]] == [notice["without"]["id"]]
    assert made.json["objective_minor"] > CHEAPEST_MINOR
