import json
from dataclasses import replace

import pytest

from bench.award_document import problem_document
from bench.award_families import FAMILIES, family
from pricing.award.problem_file import parse_problem
from tests.bench.plain import plain_optimum, small, small_optimum

NAMES = list(FAMILIES)


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_one_problem_and_another_seed_another(name):
    assert family(name, 7, 0.001) == family(name, 7, 0.001)
    assert family(name, 7, 0.001) != family(name, 8, 0.001)


@pytest.mark.parametrize("name", NAMES)
def test_a_written_problem_is_read_back_the_same(name):
    problem = family(name, 1, 0.001)

    assert parse_problem(json.loads(json.dumps(problem_document(problem)))) == problem


@pytest.mark.parametrize(
    ("name", "carriers", "lines", "tiers", "lots", "bundles", "pairs"),
    [
        ("3x60", 3, 60, 5, 10, 0, 0),
        ("3x500", 3, 500, 5, 40, 0, 0),
        ("3x2000", 3, 2000, 6, 200, 20, 0),
        ("10x200", 10, 200, 5, 40, 5, 0),
        ("6x2000", 6, 2000, 5, 60, 0, 300),
        ("6x2000-cap", 6, 2000, 5, 60, 0, 300),
    ],
)
def test_a_family_has_the_size_it_says(name, carriers, lines, tiers, lots, bundles, pairs):
    problem = family(name, 1)
    first = problem.quotes[0]

    assert (len(problem.quotes), len(problem.lines)) == (carriers, lines)
    assert (len(problem.lots), len(problem.pairs)) == (lots, pairs)
    assert {len(one.ladder.tiers) for quote in problem.quotes for one in quote.ladders} == {tiers}
    assert len(first.bundles) == bundles
    assert all(2 <= len(bundle.lots) <= 4 for bundle in first.bundles)


def test_a_nation_has_exclusions_and_pairs_within_lots():
    problem = family("national", 1, 1 / 40)
    unquoted = sum(len(problem.lines) - len(quote.prices_minor) for quote in problem.quotes)
    lots = [(problem.lines[one].lot, problem.lines[other].lot) for one, other in problem.pairs]

    assert (len(problem.lines), unquoted, len(problem.pairs)) == (4000, 3750, 1875)
    assert all(lot == other for lot, other in lots)


def test_each_line_is_quoted_twice_or_more():
    problem = family("national", 1, 1 / 40)

    for line in problem.lines:
        assert sum(line.id in quote.prices_minor for quote in problem.quotes) >= 2


def test_ceilings_cut_prices_and_leave_each_line_an_offer():
    problem = family("6x2000", 1)

    above = [
        line.ceiling_minor < quote.prices_minor[line.id]
        for quote in problem.quotes
        for line in problem.lines
    ]
    assert 0.2 < sum(above) / len(above) < 1


@pytest.mark.parametrize("name", ["3x500", "10x200", "6x2000"])
def test_the_best_award_reaches_upper_tiers(name):
    tiers = [ladder.tier.from_ for ladder in small_optimum(name).ladders]

    assert sum(from_ > 0 for from_ in tiers) >= 2


@pytest.mark.parametrize("name", ["3x2000", "10x200"])
def test_the_best_award_earns_some_bundles_and_not_all(name):
    earned = [bundle.earned for bundle in small_optimum(name).bundles]

    assert 0 < sum(earned) < len(earned)


def test_a_cap_that_is_to_bind_makes_the_best_award_dearer():
    capped = small("6x2000-cap")
    free = replace(capped, rules=replace(capped.rules, shares=None))

    assert plain_optimum(free).objective < small_optimum("6x2000-cap").objective
