"""Scenarios as problems, what they change, and which lots a notice may tell."""

from __future__ import annotations

import pytest

from marketplace.domain.notice_lots import lots_to_show
from marketplace.domain.scenarios import (
    Scenario,
    ScenarioName,
    fingerprint,
    scenario_faults,
    under,
    usual_scenarios,
)
from marketplace.domain.stated_rules import stated_rules
from pricing.award import solve
from pricing.award.changes import Change, affected, extra_bps
from pricing.award.problem_file import parse_problem

S = ScenarioName


def a_line(name, member="M1", **changes):
    return {"id": name, "lot": "X", "member": member, "mbps": 100} | changes


PROBLEM = {
    "format": "award-problem/1",
    "currency": "CNY",
    "lines": [a_line("L1", outside_option_minor=900), a_line("L2", "M2", outside_option_minor=900)],
    "quotes": [
        {"carrier": "A", "prices_minor": {"L1": 500, "L2": 700}},
        {"carrier": "B", "prices_minor": {"L1": 600, "L2": 600}},
    ],
}


def solved(scenario):
    return solve(under(PROBLEM, scenario))


@pytest.mark.parametrize("scenario", usual_scenarios(["A", "B"], [6000, 5000]))
def test_every_usual_scenario_is_a_problem_by_the_format(scenario):
    assert parse_problem(under(PROBLEM, scenario)).lines
    assert scenario_faults(scenario, ["A", "B"]) == []


def test_the_problem_itself_is_left_as_it_was():
    before = fingerprint(PROBLEM)

    under(PROBLEM, Scenario(S.WITHOUT_CARRIER, {"carrier": "A"}))

    assert fingerprint(PROBLEM) == before


@pytest.mark.parametrize(
    ("name", "parameters", "carriers", "total"),
    [
        (S.CHEAPEST, {}, ["A", "B"], 1100),
        (S.WINNERS_AT_MOST, {"at_most": 1}, ["A", "A"], 1200),
        (S.ONE_CARRIER_PER_LOT, {}, ["A", "A"], 1200),
        (S.SHARE_CAP, {"at_most_bps": 5000}, ["A", "B"], 1100),
        (S.SHARE_CAP, {"at_most_bps": 4999}, [None, None], 1800),
        (S.WITHOUT_CARRIER, {"carrier": "B"}, ["A", "A"], 1200),
    ],
)
def test_a_scenario_does_what_it_says(name, parameters, carriers, total):
    result = solved(Scenario(name, parameters))

    assert [row["carrier"] for row in result["assignments"]] == carriers
    assert result["objective_minor"] == total


def test_each_number_of_winners_is_asked_for():
    found = usual_scenarios(["A", "B", "C"], [])

    assert [s.parameters["at_most"] for s in found if s.name == S.WINNERS_AT_MOST] == [1, 2, 3]


def test_the_only_carrier_is_not_taken_away():
    assert S.WITHOUT_CARRIER not in {s.name for s in usual_scenarios(["A"], [])}


def test_a_share_cap_asked_twice_is_one_scenario():
    caps = [s for s in usual_scenarios(["A"], [6000, 6000]) if s.name == S.SHARE_CAP]

    assert len(caps) == 1


def test_the_fingerprint_does_not_mind_the_order_of_names():
    turned = dict(reversed(PROBLEM.items()))

    assert fingerprint(turned) == fingerprint(PROBLEM)
    assert fingerprint(PROBLEM | {"currency": "USD"}) != fingerprint(PROBLEM)


def row(line, carrier, price):
    return {"line": line, "carrier": carrier, "price_minor": price}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (("A", 5), (None, None), Change.FALLS_OUT),
        ((None, None), ("A", 5), Change.COMES_IN),
        (("A", 5), ("B", 5), Change.OTHER_CARRIER),
        (("A", 5), ("A", 6), Change.DEARER),
        (("A", 5), ("A", 4), Change.CHEAPER),
    ],
)
def test_a_changed_line_is_affected_once(before, after, change):
    base, other = ({"assignments": [row("L1", *one)]} for one in (before, after))

    found = affected(base, other, {"L1": "M1"})

    assert found.lines[change] == ["L1"]
    assert (found.count, found.members) == (1, {"M1"})


def test_a_line_that_stays_is_not_affected():
    same = {"assignments": [row("L1", "A", 5), row("L2", None, None)]}

    assert affected(same, same, {"L1": "M1", "L2": "M2"}).count == 0


def test_extra_cost_is_rounded_half_up():
    assert [extra_bps(20_000, extra) for extra in (0, 1, 2, -2)] == [0, 1, 1, -1]
    assert extra_bps(0, 5) == 0


def test_conflicts_are_read_from_their_paths():
    paths = [
        "/rules/shares",
        "/quotes/1/capacities/0",
        "/lines/1/outside_option_minor",
        "/lines/0/diverse_from",
    ]

    found = stated_rules(PROBLEM, paths)

    assert [(one.rule, one.carrier, one.line) for one in found] == [
        ("shares", None, None),
        ("capacity", "B", None),
        ("must_be_served", None, "L2"),
        ("diverse_from", None, "L1"),
    ]


def lots(**members):
    return {lot: frozenset(names) for lot, names in members.items()}


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        (lots(x="ab"), set()),
        (lots(x="abc"), {"x"}),
        (lots(x="abc", y="abd"), {"x", "y"}),
        # Without the whole, the hidden lot would be known by taking the shown one away.
        (lots(x="abc", y="ab"), set()),
        (lots(x="abcd", y="abc", z="a"), {"x"}),
        (lots(x="abc", y="de", z="fg"), {"x"}),
    ],
)
def test_a_notice_tells_nothing_of_fewer_than_three_members(members, shown):
    assert lots_to_show(members) == shown
