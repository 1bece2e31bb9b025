"""Lemma 5: what follows from a case is true of each of its awards."""

from pricing.award.problem_file import parse_problem
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import everything, settled
from tests.pricing.award.proof.test_drop import kept
from tests.pricing.award.proof.tiny import some_case, some_tiers


def test_what_follows_from_a_case_leaves_its_awards(one):
    for _ in range(6):
        case, awards = some_case(one, some_tiers(one))

        rest = settled(one.market, case)

        assert all(kept(one, rest, award) for award in awards)


def case_of(problem, *decisions, tiers=None):
    """What follows when rows go to columns; by line and carrier, unserved last."""
    market = market_of(parse_problem(problem))
    case = everything(market, tiers or tuple(0 for _ in market.scopes))
    for row, column in decisions:
        case = case.where(row, column, True)
    return settled(market, case).allowed.tolist()


def pair(**rules):
    lines = [
        {"id": name, "lot": "x", "member": "M", "mbps": 1, "outside_option_minor": 9}
        for name in ("L0", "L1")
    ]
    quotes = [{"carrier": name, "prices_minor": {"L0": 1, "L1": 1}} for name in "ab"]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes, "rules": rules}


def test_the_only_carrier_of_a_line_is_none_of_its_partners():
    problem = pair()
    problem["lines"][0]["diverse_from"] = "L1"

    assert case_of(problem, (0, 0)) == [[True, False, False], [False, True, True]]


def test_a_lot_that_has_its_winners_takes_no_further_one():
    problem = pair(winners_per_lot_at_most=1)

    assert case_of(problem, (0, 1)) == [[False, True, False], [False, True, True]]


def test_nothing_is_left_where_what_is_sure_exceeds_a_capacity():
    problem = pair()
    capacity = {"lots": "all", "measure": "lines", "at_most": 1}
    problem["quotes"][0]["capacities"] = [capacity]

    assert case_of(problem, (0, 0), (1, 0)) == [[False] * 3] * 2


def test_nothing_is_left_where_a_least_award_is_out_of_reach():
    problem = pair()
    problem["quotes"][0]["minimum_award"] = {"measure": "lines", "at_least": 2}

    assert case_of(problem, (0, 1)) == [[False] * 3] * 2


def test_nothing_is_left_where_a_tier_is_out_of_reach():
    problem = pair()
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 2, "discount_bps": 5}]
    problem["quotes"][0]["ladders"] = [
        {"id": "T", "lots": "all", "measure": "lines", "tiers": tiers}
    ]

    assert case_of(problem, (0, 1), tiers=(1, 0)) == [[False] * 3] * 2
    assert case_of(problem, (0, 1), tiers=(0, 0)) != [[False] * 3] * 2


def test_nothing_is_left_where_all_tiers_together_need_more_than_the_lines_give():
    problem = pair()
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 2, "discount_bps": 5}]
    for quote, lots, from_ in zip(problem["quotes"], ("all", "all"), (1, 2), strict=True):
        steps = [tiers[0], tiers[1] | {"from": from_}]
        quote["ladders"] = [{"id": "T", "lots": lots, "measure": "lines", "tiers": steps}]

    assert case_of(problem, tiers=(1, 1)) == [[False] * 3] * 2
    assert case_of(problem, tiers=(0, 1)) != [[False] * 3] * 2
