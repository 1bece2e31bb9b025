"""The award problem keeps to its format; the published total follows the ladders."""

from __future__ import annotations

import pytest

from marketplace.domain.award_problem import (
    ProblemLine,
    ProblemQuote,
    award_problem,
    total_if_all_won,
)
from pricing.award.problem_file import parse_problem

LINES = [
    ProblemLine("L0001", "SHA-HKG/IPLC", "M001", 100, 1_000, 1_200),
    ProblemLine("L0002", "SHA-SIN/IPLC", "M002", 400, 2_000, 2_000),
]
TIERS = [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 1_000}]


def ladder(lots):
    return {"id": "A", "lots": lots, "measure": "mbps", "tiers": TIERS}


def test_the_problem_is_one_that_the_pricing_package_reads():
    quotes = [ProblemQuote("C1", {"L0001": 900}, [ladder(["SHA-HKG/IPLC"])])]

    problem = parse_problem(award_problem(LINES, quotes))

    assert [line.ceiling_minor for line in problem.lines] == [1_000, 2_000]


@pytest.mark.parametrize(
    ("lots", "total"), [("all", 2_610), (["SHA-HKG/IPLC"], 2_900), (["SHA-SIN/IPLC"], 2_900)]
)
def test_the_published_total_is_what_winning_everything_priced_costs(lots, total):
    quote = ProblemQuote("C1", {"L0001": 900, "L0002": 2_000}, [ladder(lots)])

    assert total_if_all_won(LINES, quote) == total


def test_lines_without_a_price_count_for_nothing_in_the_total():
    quote = ProblemQuote("C1", {"L0002": 2_000}, [ladder("all")])

    assert total_if_all_won(LINES, quote) == 2_000


def test_an_earned_bundle_adds_its_rate_to_the_published_total():
    bundles = [{"id": "B", "lots": ["SHA-HKG/IPLC", "SHA-SIN/IPLC"], "discount_bps": 500}]
    quote = ProblemQuote("C1", {"L0001": 900, "L0002": 2_000}, [ladder("all")], bundles)

    assert total_if_all_won(LINES, quote) == 2_900 * 85 // 100


def test_a_bundle_of_a_lot_that_is_not_wholly_priced_is_not_earned():
    bundles = [{"id": "B", "lots": "all", "discount_bps": 500}]
    quote = ProblemQuote("C1", {"L0001": 900}, [], bundles)

    assert total_if_all_won(LINES, quote) == 900


def test_terms_name_no_lot_whose_lines_are_all_gone():
    gone = ["SHA-TYO/IPLC"]
    quote = ProblemQuote(
        "C1",
        {"L0001": 900},
        [ladder(gone)],
        [{"id": "B", "lots": [*gone, "SHA-HKG/IPLC"], "discount_bps": 500}],
        {"measure": "lines", "at_least": 1},
        [{"lots": gone, "measure": "lines", "at_most": 1}],
    )

    problem = parse_problem(award_problem(LINES, [quote]))

    (asked,) = problem.quotes
    assert (asked.ladders, asked.capacities) == ((), ())
    assert [bundle.lots for bundle in asked.bundles] == [{"SHA-HKG/IPLC"}]
    assert asked.minimum_award is not None
