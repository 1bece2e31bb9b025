"""The problem of the re-award: what is asked again, beside what stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.other_quotes import tier_of
from marketplace.domain.reaward_problem import (
    Fixed,
    excluded_carriers,
    reaward_problem,
    shifted,
)
from pricing.award.problem_file import parse_problem

TIERS = [{"from": 0, "discount_bps": 0}, {"from": 200, "discount_bps": 500}]


def line(name, lot="HKG", pair=None):
    return {
        "id": name,
        "lot": lot,
        "member": "M1",
        "mbps": 100,
        "ceiling_minor": 900,
        "outside_option_minor": 1_000,
        "diverse_from": pair,
    }


def quote(carrier, *lines, **terms):
    prices = dict.fromkeys(lines, 800)
    ladder = {"id": "A", "lots": "all", "measure": "mbps", "tiers": TIERS}
    return {"carrier": carrier, "prices_minor": prices, "ladders": [ladder]} | terms


def whole(*quotes, lines=None):
    lines = lines or [line("L1"), line("L2"), line("L3")]
    return {"format": "award-problem/1", "currency": "CNY", "lines": lines, "quotes": [*quotes]}


def test_only_the_lines_asked_again_are_in_it():
    problem = whole(quote("A", "L1", "L2", "L3"))

    again = reaward_problem(problem, again={"L2"}, fixed=[])

    assert [one["id"] for one in again["lines"]] == ["L2"]
    assert again["quotes"][0]["prices_minor"] == {"L2": 800}
    parse_problem(again)


def test_a_carrier_that_held_counts_on_from_its_fixed_lines():
    problem = whole(quote("H", "L1", "L2", "L3"))

    again = reaward_problem(problem, again={"L2"}, fixed=[Fixed("L1", "H")])

    assert again["quotes"][0]["ladders"][0]["tiers"] == [
        {"from": 0, "discount_bps": 0},
        {"from": 100, "discount_bps": 500},
    ]


def test_capacity_and_minimum_are_what_the_fixed_lines_leave():
    limits = {
        "capacities": [{"lots": ["HKG"], "measure": "mbps", "at_most": 250}],
        "minimum_award": {"measure": "lines", "at_least": 3},
    }
    problem = whole(quote("H", "L1", "L2", "L3", **limits))

    kept = reaward_problem(problem, again={"L2", "L3"}, fixed=[Fixed("L1", "H")])["quotes"][0]

    assert kept["capacities"] == [{"lots": ["HKG"], "measure": "mbps", "at_most": 150}]
    assert kept["minimum_award"] == {"measure": "lines", "at_least": 2}


def test_a_minimum_that_the_fixed_lines_meet_is_gone():
    least = {"minimum_award": {"measure": "lines", "at_least": 1}}
    problem = whole(quote("H", "L1", "L2", **least))

    kept = reaward_problem(problem, again={"L2"}, fixed=[Fixed("L1", "H")])["quotes"][0]

    assert "minimum_award" not in kept


def test_a_line_does_not_go_to_the_carrier_of_its_fixed_partner():
    lines = [line("L1"), line("L2", pair="L1"), line("L3")]
    problem = whole(quote("H", "L1", "L2"), quote("S", "L1", "L2"), lines=lines)

    again = reaward_problem(problem, again={"L2"}, fixed=[Fixed("L1", "H")])

    assert [one["carrier"] for one in again["quotes"]] == ["S"]
    assert again["lines"][0]["diverse_from"] is None


def test_a_pair_asked_again_stays_a_pair():
    lines = [line("L1"), line("L2", pair="L1")]
    problem = whole(quote("S", "L1", "L2"), lines=lines)

    again = reaward_problem(problem, again={"L1", "L2"}, fixed=[])

    assert again["lines"][1]["diverse_from"] == "L1"


def test_a_bundle_that_another_carrier_holds_a_line_of_cannot_be_earned():
    bundle = {"bundles": [{"id": "B", "lots": ["HKG"], "discount_bps": 100}]}
    problem = whole(quote("S", "L1", "L2", **bundle), quote("H", "L1", "L2", **bundle))

    again = reaward_problem(problem, again={"L2"}, fixed=[Fixed("L1", "H")])

    assert [bool(one["bundles"]) for one in again["quotes"]] == [False, True]


def test_terms_on_lots_without_a_line_left_are_gone():
    lines = [line("L1"), line("L2", "SIN")]
    terms = {
        "ladders": [{"id": "A", "lots": ["SIN"], "measure": "lines", "tiers": TIERS}],
        "capacities": [{"lots": ["SIN"], "measure": "lines", "at_most": 1}],
        "bundles": [{"id": "B", "lots": ["HKG", "SIN"], "discount_bps": 100}],
    }
    problem = whole(quote("S", "L1", "L2", **terms), lines=lines)

    again = reaward_problem(problem, again={"L1"}, fixed=[])

    kept = again["quotes"][0]
    assert (kept["ladders"], kept["capacities"]) == ([], [])
    assert kept["bundles"][0]["lots"] == ["HKG"]
    parse_problem(again)


def test_a_carrier_that_the_scenario_left_out_stays_out():
    problem = whole(quote("A", "L1"), quote("B", "L1"))
    scenario = whole(quote("A", "L1"))

    out = excluded_carriers(problem, scenario)
    again = reaward_problem(problem, again={"L1"}, fixed=[], excluded=out)

    assert [one["carrier"] for one in again["quotes"]] == ["A"]


@given(
    st.lists(st.integers(1, 1_000), unique=True, max_size=5),
    st.integers(0, 1_200),
    st.integers(0, 1_200),
)
def test_shifted_tiers_discount_as_the_whole_volume_would(bounds, fixed, more):
    tiers = [
        {"from": bound, "discount_bps": 100 * at} for at, bound in enumerate([0, *sorted(bounds)])
    ]

    moved = tier_of(shifted(tiers, fixed), more).discount_bps

    assert moved == tier_of(tiers, fixed + more).discount_bps
