import json
import time
from functools import cache

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.reasons.lines import LineReasons, Verdict, line_documents
from pricing.award.rules import breaches, settle
from pricing.award.solver import decide
from tests.pricing.award.problems import PATIENCE_SECONDS, hard_problem, random_problem

SEEDS = range(0, 200, 20)
V = Verdict


def award_of(problem):
    """The best award of the problem, None when there is none."""
    outcome = decide(problem)
    return None if outcome.carriers is None else settle(problem, outcome.carriers)


@cache
def award_of_seed(seed):
    return award_of(parse_problem(random_problem(seed)))


def after(settlement, at, carrier):
    """The award with this line elsewhere, priced anew from nothing."""
    carriers = list(settlement.carriers)
    carriers[at] = carrier
    return settle(settlement.problem, carriers)


def paths(settlement):
    return {path for path, _ in breaches(settlement)}


def all_breaks(option):
    return {*option.breaks, *(f"/lines/{at}/ceiling_minor" for at in option.above)}


@pytest.mark.parametrize("first", SEEDS)
def test_every_move_is_what_pricing_the_whole_anew_gives(first):
    for seed in range(first, first + 20):
        award = award_of_seed(seed)
        for at in range(len(award.carriers) if award else 0):
            for option in LineReasons(award).options(at):
                new = after(award, at, option.carrier)

                price = new.prices[at]
                if price is not None:
                    assert (option.price_minor, option.rate) == (price, new.rates[at]), seed
                assert option.change_minor == new.objective - award.objective, (seed, at)
                assert all_breaks(option) == paths(new), (seed, at, option)


@pytest.mark.parametrize("first", SEEDS)
def test_the_ladders_and_bundles_that_change_are_named(first):
    for seed in range(first, first + 20):
        award = award_of_seed(seed)
        for at in range(len(award.carriers) if award else 0):
            for option in LineReasons(award).options(at):
                new = after(award, at, option.carrier)

                states = {(b.carrier, b.id, b.earned) for b in new.bundles}
                changed = states - {(b.carrier, b.id, b.earned) for b in award.bundles}
                assert {(b.carrier, b.id, b.earned) for b in option.bundles} == changed, seed
                reached = {(one.carrier, one.id): one.tier.discount_bps for one in new.ladders}
                for move in option.ladders:
                    assert reached.get((move.carrier, move.id), move.to_bps) == move.to_bps


@pytest.mark.parametrize("first", SEEDS)
def test_no_line_of_a_proven_award_could_move_and_save(first):
    for seed in range(first, first + 20):
        award = award_of_seed(seed)
        for at in range(len(award.carriers) if award else 0):
            assert V.CHEAPER not in {one.verdict for one in LineReasons(award).options(at)}, seed


def test_where_the_line_is_stands_first(problem):
    award = award_of(parse_problem(problem))

    options = LineReasons(award).options(0)

    assert (options[0].carrier, options[0].verdict) == ("CT", V.CHOSEN)
    assert [one.carrier for one in options[1:]] == ["CU"]


def test_a_line_that_is_cheaper_elsewhere_but_holds_up_a_tier_says_so(problem):
    award = settle(parse_problem(problem), ["CT", "CT", "CU"])

    option = next(one for one in LineReasons(award).options(0) if one.carrier == "CU")

    # 950 instead of 920: dearer by itself, and CT's other line loses its 8 %.
    assert (option.price_minor, option.others_minor, option.change_minor) == (950, 320, 350)
    assert [(m.from_bps, m.to_bps) for m in option.ladders] == [(800, 0)]
    assert option.verdict == V.DEARER


def test_a_bundle_that_would_be_lost_is_named(problem):
    award = award_of(parse_problem(problem))

    option = next(one for one in LineReasons(award).options(2) if one.carrier == "CU")

    assert [(move.id, move.earned) for move in option.bundles] == [("CT-B1", False)]


def test_an_unserved_line_is_told_what_serving_it_would_change(problem):
    problem["lines"][2]["outside_option_minor"] = 100
    award = award_of(parse_problem(problem))

    options = LineReasons(award).options(2)

    assert (options[0].carrier, options[0].price_minor) == (None, 100)
    assert all(one.change_minor > 0 for one in options[1:])


def test_as_things_stand_a_price_leaves_the_lines_own_volume_out(problem):
    award = settle(parse_problem(problem), ["CU", "CT", "CU"])

    option = next(one for one in LineReasons(award).options(0) if one.carrier == "CT")

    assert (option.now_minor, option.price_minor) == (1000, 920)


def test_other_lines_above_their_ceilings_are_named(problem):
    problem["lines"][1]["ceiling_minor"] = 3700
    award = settle(parse_problem(problem), ["CT", "CT", None])

    option = next(one for one in LineReasons(award).options(0) if one.carrier == "CU")

    assert option.verdict == V.BREAKS_RULES
    assert option.above == (1,)


def test_two_thousand_lines_at_six_carriers_take_a_few_seconds():
    problem = parse_problem(hard_problem(2000))
    award = settle(problem, [f"C{at % 6}" for at in range(2000)])

    started = time.monotonic()
    documents = dict(line_documents(award))

    assert time.monotonic() - started < PATIENCE_SECONDS
    assert len(documents) == 2000
    assert len(json.dumps(documents)) < 8_000_000
