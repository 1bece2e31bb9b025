"""Ladders below a break: what is missing, and what lines that move over change, exactly."""

from itertools import combinations

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.rules import breaches, settle
from pricing.award.tier_moves import MovedLine, below_breaks
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem


def settled(document, *carriers):
    """The award of these carriers, or the best there is."""
    chosen = carriers or (best_award(document) or (None, None))[1]
    return None if chosen is None else settle(parse_problem(document), chosen)


def after(settlement, one):
    """The award once the advised move is made."""
    moved = {line.line for line in one.move.lines}
    lines = settlement.problem.lines
    now = zip(lines, settlement.carriers, strict=True)
    return settle(
        settlement.problem, [one.carrier if line.id in moved else old for line, old in now]
    )


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_a_move_keeps_every_rule_reaches_the_tier_and_changes_what_it_says(first):
    moves = 0
    for seed in range(first, first + 100):
        award = settled(random_problem(seed))
        for one in below_breaks(award) if award else ():
            assert one.missing > 0
            if one.move is None:
                continue
            moves += 1
            then = after(award, one)
            reached = next(
                x for x in then.ladders if (x.carrier, x.id) == (one.carrier, one.ladder)
            )
            assert reached.tier.discount_bps >= one.next_tier.discount_bps
            assert not breaches(then)
            assert then.objective - award.objective == one.move.change_minor >= 0
    assert moves


def without_bundles(document):
    """One tier above the first, no bundles: then a line's move alone never costs less than said."""
    quotes = [
        quote
        | {"bundles": [], "ladders": [x | {"tiers": x["tiers"][:2]} for x in quote["ladders"]]}
        for quote in document["quotes"]
    ]
    return document | {"quotes": quotes}


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_no_set_of_lines_that_is_just_enough_changes_less(first):
    for seed in range(first, first + 100):
        award = settled(without_bundles(random_problem(seed)))
        for one in below_breaks(award) if award else ():
            changes = list(just_enough(award, one))
            assert (one.move is None) <= (not changes)
            assert not changes or one.move.change_minor <= min(changes)


def just_enough(award, one):
    """What every set of lines changes that reaches the tier, and would not with one fewer."""
    quote = award.problem.quote_of[one.carrier]
    ladder = next(x for x in quote.ladders if x.id == one.ladder)
    places = range(len(award.carriers))
    others = [
        at
        for at in award.problem.within(ladder.lots)
        if award.carriers[at] != one.carrier and award.problem.lines[at].id in quote.prices_minor
    ]
    volume = {at: quote.amount(one.measure, award.problem.lines[at]) for at in others}
    for size in range(1, len(others) + 1):
        for moved in combinations(others, size):
            total = sum(volume[at] for at in moved)
            if total >= one.missing > total - min(volume[at] for at in moved):
                then = settle(
                    award.problem,
                    [one.carrier if at in moved else award.carriers[at] for at in places],
                )
                if not breaches(then):
                    yield then.objective - award.objective


def test_missing_volume_and_its_worth_are_told(problem):
    """CT with 400 of the 500 Mbps that earn 8 %; CU has the 100 that are missing."""
    one = below_breaks(settled(problem, "CU", "CT", None))[0]

    assert (one.carrier, one.ladder, one.volume, one.missing) == ("CT", "CT-1", 400, 100)
    assert (one.lines, one.saving_minor, one.near) == (1, 320, True)


def test_the_line_that_moves_over_is_named_with_both_prices(problem):
    one = below_breaks(settled(problem, "CU", "CT", None))[0]

    assert one.move.lines == (MovedLine("L1", "CU", 950, 920),)
    assert (one.move.change_minor, one.move.cheaper, one.move.dearer) == (-350, 1, 0)


def test_a_line_left_out_may_be_added(problem):
    problem["lines"][2] |= {"mbps": 100}
    problem["quotes"][0]["bundles"] = []
    one = below_breaks(settled(problem, "CU", "CT", None))[0]

    # L1 would go from 950 to 920, L3 from outside at 900 to 920.
    assert [line.line for line in one.move.lines] == ["L1"]
    problem["quotes"][0]["prices_minor"].pop("L1")
    one = below_breaks(settled(problem, "CU", "CT", None))[0]
    assert one.move.lines == (MovedLine("L3", None, 900, 920),)
    assert (one.candidates, one.move.change_minor) == (1, 20 - 320)


def test_a_move_above_a_ceiling_is_not_advised(problem):
    problem["lines"][0] |= {"ceiling_minor": 919}
    problem["quotes"][0]["bundles"] = []
    problem["quotes"][1]["prices_minor"]["L1"] = 910

    one = below_breaks(settled(problem, "CU", "CT", None))[0]

    assert (one.candidates, one.move) == (1, None)


def test_what_the_carrier_that_loses_lines_then_asks_is_counted(problem):
    """CU keeps L3 alone, below its own break: 990 instead of 495."""
    ladder = {"id": "CU-1", "lots": "all", "measure": "lines"}
    ladder["tiers"] = [{"from": 0, "discount_bps": 0}, {"from": 2, "discount_bps": 5000}]
    problem["quotes"][1]["ladders"] = [ladder]
    problem["quotes"][0]["bundles"] = []

    one = next(x for x in below_breaks(settled(problem, "CU", "CT", "CU")) if x.carrier == "CT")

    assert one.move.lines == (MovedLine("L1", "CU", 475, 920),)
    assert (one.move.cheaper, one.move.dearer) == (1, 1)
    assert one.move.change_minor == (920 - 475) + (990 - 495) - 320


def test_at_the_top_and_without_volume_there_is_nothing_to_tell(problem):
    assert below_breaks(settled(problem, "CT", "CT", None)) == []
    assert below_breaks(settled(problem, "CU", "CU", None)) == []


def test_a_tier_that_gives_no_more_is_passed_over(problem):
    tiers = problem["quotes"][0]["ladders"][0]["tiers"]
    tiers.insert(1, {"from": 450, "discount_bps": 0})

    assert below_breaks(settled(problem, "CU", "CT", None))[0].next_tier.from_ == 500
