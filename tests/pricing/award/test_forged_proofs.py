"""Proofs made up to claim too much: forgeries of the past, and many at random."""

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate_file import MAX_DEPTH, certificate_document, parse_certificate
from pricing.award.proof.check import find_gaps
from pricing.files import Refused
from tests.pricing.award.forging import forged, known_proofs, mutated

HEAD = {"format": "award-problem/1", "currency": "CNY"}
SCALE = 2**16


def line(name, lot, mbps):
    return {"id": name, "lot": lot, "member": "M", "mbps": mbps}


def gaps(problem, bound_minor, *cases, scale=SCALE):
    head = {"format": "award-certificate/1", "currency": "CNY", "scale": scale}
    certificate = head | {"bound_minor": bound_minor, "cases": [*cases]}
    return find_gaps(parse_problem(problem), parse_certificate(certificate))


def ladder(name, lots, measure, from_, rate):
    tiers = [{"from": 0, "discount_bps": 0}, {"from": from_, "discount_bps": rate}]
    return {"id": name, "lots": lots, "measure": measure, "tiers": tiers}


VOLUME = 100_000
TWO_LADDERS = HEAD | {
    "lines": [line("L0", "y", 1), line("L1", "x", VOLUME)],
    "quotes": [
        {
            "carrier": "a",
            "prices_minor": {"L0": 100, "L1": 100},
            "ladders": [ladder("T", "all", "mbps", VOLUME + 1, 5000)],
        },
        {
            "carrier": "b",
            "prices_minor": {"L0": 100, "L1": 100},
            "ladders": [ladder("U", ["y"], "lines", 1, 1)],
        },
    ],
}


@pytest.mark.parametrize("worth", [48, 50, 60, 70, 80, 90])
def test_a_need_worth_so_much_that_the_best_unit_of_a_table_overflowed(worth):
    """A table's own multiplier, times a volume of 17 bits, left 64 bits."""
    b = [["b", None, 0]]
    tiers = [
        [["a", "T", VOLUME + 1]],
        [["b", "U", 1], *b],
        [["a", "T", 0]],
        [["b", "U", 0], *b],
        [["a", "T", 0], ["b", "U", 0], *b],
        [["a", "T", 0], ["b", "U", 1], *b],
    ]
    tables = [{"tiers": one} for one in tiers]
    tables.append({"tiers": [["b", "U", 1], *b], "needs": [["b", "U", worth * 10**12]]})
    part = {"lots": None, "bound": 120 * SCALE, "tables": tables, "deeper": []}

    assert gaps(TWO_LADDERS, 120, {"winners": None, "parts": [part]})


def test_demands_within_and_across_parts_that_together_overflow():
    """Each was within reach, both together brought a price near the number for "not on offer"."""
    quote = {
        "carrier": "a",
        "prices_minor": {"L0": 10**9, "L1": 100},
        "capacities": [
            {"lots": "all", "measure": "mbps", "at_most": VOLUME + 1},
            {"lots": ["x"], "measure": "lines", "at_most": 1},
        ],
    }
    problem = HEAD | {"lines": [line("L0", "x", VOLUME), line("L1", "y", 1)], "quotes": [quote]}
    tiers = [["a", None, 0]]
    across, within = (f"/quotes/0/capacities/{at}" for at in (0, 1))

    def part(lot, bound, tree):
        deeper = [{"tiers": tiers, "start": {}, "tree": tree}]
        return {"lots": [lot], "bound": bound, "tables": [], "deeper": deeper}

    for bits in (56, 57, 58):
        case = {
            "winners": ["a"],
            "demands": [[across, "a", (2**bits << 7) // (VOLUME + 1) - 10]],
            "parts": [
                part("x", 2**61, {"demands": [[within, "a", 2**bits]]}),
                part("y", 0, {}),
            ],
        }
        assert gaps(problem, 10**10, case)


def test_a_least_award_held_against_a_carrier_that_need_not_win():
    """Winners told apart where there is one part: the case took each of its winners to win."""
    quotes = [
        {"carrier": "a", "prices_minor": {"L0": 1}},
        {
            "carrier": "b",
            "prices_minor": {"L0": 100},
            "minimum_award": {"measure": "lines", "at_least": 1},
        },
    ]
    problem = HEAD | {"lines": [line("L0", "x", 1)], "quotes": quotes}
    table = {
        "tiers": [["a", None, 0], ["b", None, 0]],
        "demands": [["/quotes/1/minimum_award", "b", 99 * SCALE]],
    }
    part = {"lots": ["x"], "bound": 100 * SCALE, "tables": [table], "deeper": []}

    assert gaps(problem, 100, {"winners": ["a", "b"], "parts": [part]})


def test_a_least_award_within_one_of_two_parts_held_against_a_carrier_that_need_not_win():
    minimum = {"measure": "lines", "at_least": 1}
    quotes = [
        {"carrier": "a", "prices_minor": {"L0": 1, "L1": 1}},
        {"carrier": "b", "prices_minor": {"L0": 100}, "minimum_award": minimum},
    ]
    problem = HEAD | {"lines": [line("L0", "x", 1), line("L1", "y", 1)], "quotes": quotes}
    tiers = [["a", None, 0], ["b", None, 0]]
    demands = {"demands": [["/quotes/1/minimum_award", "b", 99 * SCALE]]}
    parts = [
        {"lots": ["x"], "bound": 100 * SCALE, "tables": [{"tiers": tiers} | demands], "deeper": []},
        {"lots": ["y"], "bound": SCALE, "tables": [{"tiers": tiers[:1]}], "deeper": []},
    ]

    assert gaps(problem, 101, {"winners": ["a", "b"], "parts": parts})
    assert gaps(problem, 101, {"winners": ["a", "b"], "parts": parts} | demands)


@pytest.mark.parametrize("by", [1, 10**3, 10**6, 10**9, 10**12])
def test_every_bound_raised_proves_nothing(by):
    for problem, certificate, _ in known_proofs():
        raised = copy.deepcopy(certificate)
        raised["bound_minor"] += by
        for case in raised["cases"]:
            for part in case["parts"]:
                part["bound"] += by * raised["scale"]

        assert find_gaps(problem, parse_certificate(raised))


@settings(max_examples=400)
@given(st.sampled_from(range(len(known_proofs()))), st.randoms(use_true_random=False))
def test_a_changed_proof_is_refused_or_proves_what_is_true(at, chance):
    problem, certificate, least = known_proofs()[at]
    changed = mutated(certificate, chance)

    try:
        read = parse_certificate(changed)
    except Refused:
        return
    assert find_gaps(problem, read) or read.bound_minor <= least


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_a_proof_of_random_multipliers_never_proves_more_than_is_true(first):
    for seed in range(first, first + 20):
        problem, _, least = known_proofs()[seed % len(known_proofs())]
        certificate = forged(problem, least + 1, random.Random(seed))

        read = parse_certificate(certificate_document(certificate))

        assert find_gaps(problem, read), seed


def test_a_tree_as_deep_as_may_be_is_followed():
    problem, certificate, _ = known_proofs()[0]
    tree = {}
    for _ in range(MAX_DEPTH):
        tree = {"then": tree}
    part = {"lots": None, "bound": certificate["scale"], "tables": []}
    part["deeper"] = [{"tiers": [], "start": {}, "tree": tree}]

    found = find_gaps(
        problem,
        parse_certificate(certificate | {"cases": [{"winners": None, "parts": [part]}]}),
    )
    assert found
