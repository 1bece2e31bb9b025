import copy

import pytest

from pricing.award import verify
from pricing.award.problem_file import parse_problem
from pricing.award.result import gap_bps, result_document
from pricing.award.solver import decide
from tests.pricing.award.problems import random_problem


def solved(problem):
    parsed = parse_problem(problem)
    return result_document(parsed, decide(parsed), 0.5)


def planted(problem, *path, value):
    """The errors found once one value of a right result is changed."""
    result = solved(problem)
    place = result
    for key in path[:-1]:
        place = place[key]
    assert place[path[-1]] != value
    place[path[-1]] = value
    return verify(problem, result)


@pytest.mark.parametrize("seed", range(40))
def test_a_solved_result_is_right(seed):
    problem = random_problem(seed)

    assert verify(problem, solved(problem)) == []


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (("assignments", 0, "price_minor"), 899, "/assignments/0/price_minor: must be 900, is 899"),
        (("assignments", 0, "list_minor"), 1, "/assignments/0/list_minor: must be 1000, is 1"),
        (
            ("assignments", 0, "discount_bps"),
            800,
            "/assignments/0/discount_bps: must be 1000, is 800",
        ),
        (("assignments", 0, "line"), "L9", "/assignments/0/line: must be L1, is L9"),
        (("assignments", 0, "carrier"), "XX", "/assignments/0/carrier: XX does not price L1"),
        (("ladders", 0, "volume"), 549, "/ladders/0/volume: must be 550, is 549"),
        (("ladders", 0, "tier_from"), 0, "/ladders/0/tier_from: must be 500, is 0"),
        (("ladders", 0, "discount_bps"), 0, "/ladders/0/discount_bps: must be 800, is 0"),
        (("ladders",), [], "/ladders: must be CT CT-1, are none"),
        (("bundles", 0, "earned"), False, "/bundles/0/earned: must be true, is false"),
        (("bundles",), [], "/bundles: must be CT CT-B1, are none"),
        (("objective_minor",), 5399, "/objective_minor: must be 5400, is 5399"),
        (("lower_bound_minor",), 5401, "/lower_bound_minor: must be at most 5400, is 5401"),
        (("lower_bound_minor",), 5399, "/lower_bound_minor: must be 5400 when optimal, is 5399"),
        (("gap_bps",), 1, "/gap_bps: must be 0, is 1.0"),
        (("ties",), "unbroken", '/ties: must be "unbroken" above 200 lines and absent up to there'),
        (("conflicts",), ["/rules/shares"], "/conflicts: must not be given when there is an award"),
        (("status",), "best", '/status: must be one of "optimal", "feasible", "infeasible"'),
    ],
)
def test_a_planted_error_is_found(problem, path, value, error):
    if len(path) == 1:
        result = solved(problem) | {path[0]: value}
        assert error in verify(problem, result)
    else:
        assert error in planted(problem, *path, value=value)


def test_a_missing_line_is_found(problem):
    result = solved(problem)
    result["assignments"].pop()

    assert verify(problem, result) == ["/assignments: must be 3 lines, are 2"]


BROKEN = [
    ("lines/0/ceiling_minor", {"ceiling_minor": 899}, "/lines/0/ceiling_minor: 900 is above 899"),
    ("lines/0/diverse_from", {"diverse_from": "L2"}, "/lines/0/diverse_from: both lines go to CT"),
    (
        "quotes/0/minimum_award",
        {"minimum_award": {"measure": "lines", "at_least": 4}},
        "/quotes/0/minimum_award: 3 is below 4",
    ),
    (
        "quotes/0/capacities",
        {"capacities": [{"lots": ["SHA-HKG"], "measure": "spend", "at_most": 4999}]},
        "/quotes/0/capacities/0: 5000 is above 4999",
    ),
    ("rules/winners", {"winners": {"at_least": 2}}, "/rules/winners: 1 winners, at least 2 needed"),
    ("rules/winners", {"winners": {"at_most": 0}}, "/rules/winners: 1 winners, at most 0 allowed"),
    (
        "rules/per_lot",
        {"winners_per_lot_at_most": 0},
        "/rules/winners_per_lot_at_most: 1 in lot SHA-HKG, at most 0",
    ),
    (
        "rules/shares",
        {"shares": [{"carrier": "CT", "lots": "all", "measure": "mbps", "at_most_bps": 9999}]},
        "/rules/shares: share 0: CT has 550 of 550, at most 9999 bps allowed",
    ),
]


@pytest.mark.parametrize(("place", "change", "error"), BROKEN)
def test_a_rule_broken_by_the_award_is_found(problem, place, change, error):
    result = solved(problem)
    target = copy.deepcopy(problem)
    kind = place.split("/")[0]
    (target["rules"] if kind == "rules" else target[kind][0]).update(change)

    assert error in verify(target, result)


def test_a_line_that_must_be_served_and_is_not_is_found(problem):
    result = solved(problem)
    result["assignments"][0] |= dict.fromkeys(
        ("carrier", "list_minor", "discount_bps", "price_minor")
    )

    errors = verify(problem, result)
    assert "/lines/0/outside_option_minor: the line must be served" in errors


def test_a_share_below_its_least_is_found(problem):
    share = {"carrier": "CT", "lots": ["SHA-SIN"], "measure": "lines", "at_least_bps": 10_000}
    problem["lines"][2]["outside_option_minor"] = 1
    result = solved(problem)
    problem["rules"] = {"shares": [share]}

    errors = verify(problem, result)
    assert "/rules/shares: share 0: CT has 0 of 1, at least 10000 bps needed" in errors


def test_the_conflicts_of_an_infeasible_result_must_be_rules(problem):
    problem["rules"] = {"winners": {"at_least": 3}}
    result = solved(problem)

    assert result["conflicts"] == ["/rules/winners"]
    assert verify(problem, result) == []
    assert verify(problem, result | {"conflicts": ["/rules/shares"]})
    assert verify(problem, result | {"conflicts": []})
    assert verify(problem, result | {"objective_minor": 1})


def test_a_result_of_another_shape_is_wrong(problem):
    assert verify(problem, {"format": "award-result/1"})


@pytest.mark.parametrize(
    ("objective", "bound", "gap"), [(100, 100, 0), (0, 0, 0), (3, 2, 3333.333334), (8, 7, 1250)]
)
def test_the_gap_is_rounded_up_to_six_decimals(objective, bound, gap):
    assert gap_bps(objective, bound) == gap
