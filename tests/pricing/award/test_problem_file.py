import pytest

from pricing.award.problem_file import parse_problem
from pricing.files import Refused

LADDER = {
    "id": "X",
    "lots": ["SHA-HKG"],
    "measure": "lines",
    "tiers": [{"from": 0, "discount_bps": 0}],
}
TIERS = [{"from": from_, "discount_bps": 0} for from_ in (0, 10, 10)]
BUNDLE = {"id": "B", "lots": "all", "discount_bps": 1}
SHARE = {"carrier": "any", "lots": "all", "measure": "lines"}
CAPACITY = {"lots": "all", "measure": "mbps", "at_most": 1}

REFUSALS = [
    ("lines", {"diverse_from": "L9"}, "/lines/0/diverse_from", "must name a line"),
    ("lines", {"diverse_from": "L1"}, "/lines/0/diverse_from", "must name another line"),
    ("lines", {"id": "L2"}, "/lines/1/id", "must not be used twice"),
    ("lines", {"lot": ""}, "/lines/0/lot", "must be text, not empty"),
    ("lines", {"ceiling_minor": -1}, "/lines/0/ceiling_minor", "must be at least 0"),
    ("lines", {"outside_option_minor": 0.5}, "/lines/0/outside_option_minor", "must be an integer"),
    ("lines", {"colour": 1}, "/lines/0/colour", "is not a key of this format"),
    ("quotes", {"carrier": "CU"}, "/quotes/1/carrier", "must not be used twice"),
    ("quotes", {"prices_minor": {"L9": 1}}, "/quotes/0/prices_minor/L9", "must name a line"),
    ("quotes", {"prices_minor": {"L1": True}}, "/quotes/0/prices_minor/L1", "must be an integer"),
    ("quotes", {"prices_minor": []}, "/quotes/0/prices_minor", "must be an object"),
    ("quotes", {"ladders": {}}, "/quotes/0/ladders", "must be a list"),
    (
        "quotes",
        {"ladders": [LADDER, LADDER | {"id": "Y", "lots": "all"}]},
        "/quotes/0/ladders/1/lots",
        "must not share a lot with another ladder",
    ),
    (
        "quotes",
        {"ladders": [LADDER, LADDER | {"lots": ["SHA-SIN"]}]},
        "/quotes/0/ladders/1/id",
        "must not be used twice",
    ),
    (
        "quotes",
        {"ladders": [LADDER | {"lots": ["SHA-SIN"], "id": "Y"}, LADDER | {"tiers": TIERS}]},
        "/quotes/0/ladders/1/tiers/2/from",
        "must be greater than 10",
    ),
    (
        "quotes",
        {"ladders": [LADDER | {"tiers": []}]},
        "/quotes/0/ladders/0/tiers",
        "must not be empty",
    ),
    (
        "quotes",
        {"ladders": [LADDER | {"style": "whole"}]},
        "/quotes/0/ladders/0/style",
        "is not a key of this format",
    ),
    (
        "quotes",
        {"bundles": [BUNDLE | {"lots": []}]},
        "/quotes/0/bundles/0/lots",
        "must not be empty",
    ),
    (
        "quotes",
        {"bundles": [BUNDLE | {"lots": ["x"]}]},
        "/quotes/0/bundles/0/lots/0",
        "must name a lot that a line has",
    ),
    (
        "quotes",
        {"bundles": [BUNDLE | {"lots": "SHA-HKG"}]},
        "/quotes/0/bundles/0/lots",
        'must be "all" or a list of lots',
    ),
    (
        "quotes",
        {"bundles": [BUNDLE | {"discount_bps": 10_001}]},
        "/quotes/0/bundles/0/discount_bps",
        "must be at most 10000",
    ),
    ("quotes", {"bundles": [BUNDLE, BUNDLE]}, "/quotes/0/bundles/1/id", "must not be used twice"),
    (
        "quotes",
        {"minimum_award": {"measure": "kg", "at_least": 1}},
        "/quotes/0/minimum_award/measure",
        'must be one of "lines", "mbps", "spend"',
    ),
    ("quotes", {"minimum_award": {}}, "/quotes/0/minimum_award/at_least", "must be given"),
    (
        "quotes",
        {"capacities": [CAPACITY | {"at_most": None}]},
        "/quotes/0/capacities/0/at_most",
        "must be an integer",
    ),
    ("rules", {"winners": {"at_least": -1}}, "/rules/winners/at_least", "must be at least 0"),
    ("rules", {"winners": 3}, "/rules/winners", "must be an object"),
    (
        "rules",
        {"winners_per_lot_at_most": "1"},
        "/rules/winners_per_lot_at_most",
        "must be an integer",
    ),
    (
        "rules",
        {"shares": [SHARE | {"measure": "spend"}]},
        "/rules/shares/0/measure",
        'must be one of "lines", "mbps"',
    ),
    (
        "rules",
        {"shares": [SHARE | {"carrier": "XX"}]},
        "/rules/shares/0/carrier",
        'must be "any" or name a carrier that quotes',
    ),
    (
        "rules",
        {"shares": [SHARE | {"at_most_bps": 10_001}]},
        "/rules/shares/0/at_most_bps",
        "must be at most 10000",
    ),
    ("rules", {"colour": 1}, "/rules/colour", "is not a key of this format"),
]


@pytest.mark.parametrize(("kind", "change", "path", "message"), REFUSALS)
def test_a_broken_problem_is_refused_by_path(problem, kind, change, path, message):
    (problem["rules"] if kind == "rules" else problem[kind][0]).update(change)

    with pytest.raises(Refused) as refused:
        parse_problem(problem)
    assert (path, message) in refused.value.faults


def test_what_may_be_null_may_be_absent(problem):
    spelt = dict.fromkeys(("ladders", "bundles", "minimum_award", "capacities"))
    problem["quotes"] = [problem["quotes"][1]]
    absent = parse_problem(problem)
    problem["quotes"][0] |= spelt
    problem["rules"] = dict.fromkeys(("winners", "winners_per_lot_at_most", "shares"))
    for line in problem["lines"][:2]:
        line.update(dict.fromkeys(("ceiling_minor", "outside_option_minor", "diverse_from")))

    assert parse_problem(problem) == absent
    assert parse_problem(problem | {"rules": None}) == absent
