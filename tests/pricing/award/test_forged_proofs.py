"""Proofs made up to claim too much, each by a hole that was there or could be."""

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate_file import parse_certificate
from pricing.award.proof.check import find_gaps
from pricing.award.proof.reading import market_of
from pricing.money import MAX_MINOR

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


def two_lots(**quotes):
    """A line in each of two lots, and who asks so many fen for each."""
    lines = [line("L0", "x", 1), line("L1", "y", 1)]
    offers = [
        {"carrier": carrier, "prices_minor": {"L0": price, "L1": price}} | limits
        for carrier, (price, limits) in quotes.items()
    ]
    return HEAD | {"lines": lines, "quotes": offers}


def in_parts(winners, demand, bound):
    """A case in two parts, each with one table in which all winners win."""
    tiers = [[carrier, None, 0] for carrier in winners]
    parts = [
        {"lots": [lot], "bound": bound, "tables": [{"tiers": tiers}], "deeper": []} for lot in "xy"
    ]
    return {"winners": winners, "demands": [demand], "parts": parts}


def test_winners_of_whom_one_must_win_do_not_cover_those_without_it():
    minimum = {"minimum_award": {"measure": "lines", "at_least": 2}}
    problem = two_lots(a=(1, {}), b=(100, minimum))
    demand = ["/quotes/1/minimum_award", "b", 99 * SCALE]

    (gap,) = gaps(problem, 200, in_parts(["a", "b"], demand, SCALE))
    assert gap == "/cases: no case speaks of the winners (none)"


def test_parts_with_demands_across_are_not_rounded_up_to_whole_fen():
    """A part of a fen on each part would have made one fen of each."""
    capacity = {"capacities": [{"lots": "all", "measure": "lines", "at_most": 2}]}
    problem = two_lots(a=(100, capacity))
    demand = ["/quotes/0/capacities/0", "a", 1]

    assert gaps(problem, 200, in_parts(["a"], demand, 100 * SCALE + 1)) == []
    assert gaps(problem, 202, in_parts(["a"], demand, 101 * SCALE))


def test_a_demand_within_a_part_is_not_priced_across():
    capacity = {"capacities": [{"lots": ["x"], "measure": "lines", "at_most": 1}]}
    problem = two_lots(a=(100, capacity))
    demand = ["/quotes/0/capacities/0", "a", 1]

    assert gaps(problem, 200, in_parts(["a"], demand, 100 * SCALE))


def whole(problem, bound_minor, table):
    """What is missing when one table is all there is."""
    scale = market_of(parse_problem(problem)).scale
    part = {"lots": None, "bound": bound_minor * scale, "tables": [table], "deeper": []}
    return gaps(problem, bound_minor, {"winners": None, "parts": [part]}, scale=scale)


def test_so_many_cheap_carriers_that_their_entries_together_wrapped():
    """Each could take some 2**53 off the only dear one; from 1,024 on every combination went."""
    lines = [line(f"L{at}", "x", 1) for at in range(10)]
    prices = {"dear": MAX_MINOR} | {f"c{at}": 0 for at in range(1030)}
    quotes = [
        {"carrier": carrier, "prices_minor": dict.fromkeys((one["id"] for one in lines), price)}
        for carrier, price in prices.items()
    ]
    problem = HEAD | {"lines": lines, "quotes": quotes}

    (gap,) = whole(problem, 10 * MAX_MINOR, {"tiers": [["dear", None, 0]]})
    assert gap == "/cases/0/parts/0: too many combinations of tiers are left open"


def full_lots(count, measure="mbps"):
    """Carrier a halves the price of each lot that it wins; the least award is all at a."""
    tiers = [{"from": 0, "discount_bps": 0}, {"from": MAX_MINOR, "discount_bps": 5000}]
    lines = [line(f"L{at}", f"lot{at}", MAX_MINOR) for at in range(count)]
    ladders = [
        {"id": f"A{at}", "lots": [f"lot{at}"], "measure": measure, "tiers": tiers}
        for at in range(count)
    ]
    prices = {one["id"]: 100 for one in lines}
    quotes = [
        {"carrier": "a", "prices_minor": prices, "ladders": ladders},
        {"carrier": "b", "prices_minor": prices},
    ]
    return HEAD | {"lines": lines, "quotes": quotes}


@pytest.mark.parametrize("count", [1282, 5200])
def test_volumes_so_large_that_all_lines_seemed_to_give_too_little(count):
    """What lines give was cut off at 2**60, what tiers need was not."""
    problem = full_lots(count)

    assert whole(problem, 50 * count + 50, {"tiers": [["b", None, 0]]})


def test_prices_of_a_table_that_do_not_fit_into_64_bits_prove_nothing():
    """Lines together at 1, the lot as a whole at -2**56: shared out, each price left them."""
    dear = 2**40
    quote = {
        "carrier": "a",
        "prices_minor": {"L0": dear, "L1": 0},
        "bundles": [{"id": "B", "lots": ["x"], "discount_bps": 1}],
        "minimum_award": {"measure": "mbps", "at_least": 1},
    }
    problem = HEAD | {"lines": [line("L0", "x", 0), line("L1", "x", 1)], "quotes": [quote]}
    scale = market_of(parse_problem(problem)).scale
    table = {
        "tiers": [["a", None, 0]],
        "demands": [["/quotes/0/minimum_award", "a", dear * scale - 1]],
        "links": [["a", "B", "x", 2**56]],
    }

    assert whole(problem, dear + 1, table)
