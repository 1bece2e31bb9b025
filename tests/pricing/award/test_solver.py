import time
from itertools import islice

import pytest

from pricing.award.explain import find_conflicts, is_possible
from pricing.award.named_rules import with_rules
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.solver import decide
from tests.pricing.award.odd_problems import overlapping_bundles
from tests.pricing.award.oracle import best_award, rank
from tests.pricing.award.problems import hard_problem, random_problem


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_a_gap_is_kept_and_the_bound_is_true(seed):
    problem = random_problem(seed, scale=1000)
    outcome, best = decide(parse_problem(problem), gap_bps=2000), best_award(problem)

    if best is None:
        assert outcome.status == "infeasible"
    else:
        named = dict(zip((line["id"] for line in problem["lines"]), outcome.carriers, strict=True))
        total = rank(problem, named)[0]
        assert outcome.bound <= best[0][0] <= total
        assert (total - outcome.bound) * 10 <= total * 2


def conflicting(count):
    """Seeds of problems without any award."""
    seeds = (seed for seed in range(5000, 5400) if best_award(random_problem(seed)) is None)
    return list(islice(seeds, count))


@pytest.mark.parametrize("seed", conflicting(40))
def test_conflicts_cannot_hold_together_and_none_can_be_dropped(seed):
    problem = parse_problem(random_problem(seed))
    conflicts, minimal = find_conflicts(problem)

    assert minimal
    assert not is_possible(with_rules(problem, frozenset(conflicts)))
    for path in conflicts:
        assert is_possible(with_rules(problem, frozenset(conflicts) - {path}))


def test_the_cheaper_carrier_after_ladder_and_bundle_wins(problem):
    assert decide(parse_problem(problem)).carriers == ("CT", "CT", "CT")


def test_a_volume_just_under_the_bound_earns_the_lower_tier(problem):
    problem["quotes"][0]["ladders"][0]["tiers"][1]["from"] = 551

    assert decide(parse_problem(problem)).carriers == ("CU", "CU", None)


def test_equal_totals_go_to_the_first_carrier_by_name(problem):
    prices = {"L1": 10, "L2": 10, "L3": 10}
    names = ["b", "a", "B", "中"]
    problem["quotes"] = [{"carrier": name, "prices_minor": prices} for name in names]

    assert decide(parse_problem(problem)).carriers == ("B", "B", "B")


def test_equal_totals_serve_the_most_lines(problem):
    problem["lines"][2]["outside_option_minor"] = 5
    problem["quotes"] = [
        {"carrier": "a", "prices_minor": {"L1": 1, "L2": 1}},
        {"carrier": "b", "prices_minor": {"L3": 5}},
    ]

    assert decide(parse_problem(problem)).carriers == ("a", "a", "b")


def test_two_hundred_tied_lines_go_to_the_first_carrier():
    names = ("c", "b", "a")
    lines = [{"id": f"L{n}", "lot": "x", "member": "M", "mbps": 1} for n in range(200)]
    capacity = [{"lots": "all", "measure": "lines", "at_most": 80}]
    prices = {line["id"]: 7 for line in lines}
    quotes = [{"carrier": n, "prices_minor": prices, "capacities": capacity} for n in names]
    document = {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": lines,
        "quotes": quotes,
    }

    outcome = decide(parse_problem(document))
    assert outcome.carriers == ("a",) * 80 + ("b",) * 80 + ("c",) * 40


def test_no_lines_is_an_empty_award(problem):
    problem |= {"lines": [], "quotes": []}

    assert decide(parse_problem(problem)) == Outcome("optimal", (), 0)


def test_a_past_deadline_still_gives_a_cheap_guess():
    outcome = decide(parse_problem(hard_problem(30)), deadline=time.monotonic() - 1)

    assert outcome.status == "feasible"
    assert outcome.carriers is not None


def test_many_overlapping_bundles_are_still_decided_exactly(problem):
    lots = [f"lot{n}" for n in range(10)]
    problem["lines"] = [
        {"id": lot, "lot": lot, "member": "M", "mbps": 1, "outside_option_minor": 80}
        for lot in lots
    ]
    bundles = [
        {"id": f"B{n}", "lots": ["lot0", lot], "discount_bps": 100 + n}
        for n, lot in enumerate(lots[1:])
    ]
    prices = dict.fromkeys(lots, 100)
    problem["quotes"] = [
        {"carrier": "a", "prices_minor": prices, "bundles": bundles},
        {"carrier": "b", "prices_minor": {"lot0": 60}},
    ]

    best = best_award(problem)
    assert decide(parse_problem(problem)) == Outcome("optimal", best[1], best[0][0])


@pytest.mark.parametrize("seed", [1, 2, 8, 31, 58, 94])
def test_more_bundles_over_a_lot_than_states_are_listed_are_decided_exactly(seed):
    problem = overlapping_bundles(seed)

    best = best_award(problem)
    assert decide(parse_problem(problem)) == Outcome("optimal", best[1], best[0][0])
