"""Lemma 2, whole lots: each award that earns a bundle takes an offer of ours at its own price."""

from collections import Counter

from pricing.award.problem_file import parse_problem
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import OUT, everything
from pricing.award.proof.wholes import MAX_STATES, links, list_wholes
from pricing.money import discounted
from tests.pricing.award.odd_problems import overlapping_bundles


def test_a_lot_won_whole_is_on_offer_at_no_more_than_its_price(one):
    market = one.market
    for award in one.awards:
        rows, prices = one.wholes.offered(market, everything(market, award.tiers))

        for at, earning in enumerate(market.earnings):
            for lot in earning.lots if award.earned[at] else ():
                assert min(_fitting(one, rows, prices, award, lot)) <= _paid(one, award, lot)


def _fitting(one, rows, prices, award, lot):
    """The prices of the lot's offers that the bundles of the award allow."""
    carrier = int(award.columns[one.market.starts[lot]])
    for row, price in zip(rows.tolist(), prices.tolist(), strict=True):
        if (one.wholes.lots[row], one.wholes.carriers[row]) == (lot, carrier):
            over = [lot in earning.lots for earning in one.market.earnings]
            earned = [won and inside for won, inside in zip(award.earned, over, strict=True)]
            if all(won <= can for won, can in zip(earned, one.wholes.possible[row], strict=True)):
                yield price


def _paid(one, award, lot):
    """What the award pays for the lot, in parts of a fen."""
    market, total = one.market, 0
    more = sum(
        earning.discount_bps
        for earning, won in zip(market.earnings, award.earned, strict=True)
        if won and lot in earning.lots
    )
    for scope, tier in zip(market.scopes, award.tiers, strict=True):
        inside = (market.lot_of[scope.lines] == lot) & (award.columns[scope.lines] == scope.carrier)
        if tier != OUT and inside.any():
            total += int(scope.prices_at(tier, more)[inside].sum())
    return total


def test_up_to_six_bundles_over_a_lot_have_links_and_more_have_none():
    for bundles in (6, 7):
        market = market_of(parse_problem(overlapping_bundles(1, bundles)))
        lots = Counter(lot for earning in market.earnings for lot in earning.lots)

        linked = {lot for _, lot in links(market)}

        assert linked == {lot for lot, over in lots.items() if 2**over <= MAX_STATES}
        assert len(linked) == bundles + (bundles == 6)


def test_more_bundles_than_states_are_listed_have_one_offer_at_all_their_rates():
    market = market_of(parse_problem(overlapping_bundles(1, 7)))
    wholes = list_wholes(market)

    (row,) = [at for at in range(len(wholes)) if market.lots[wholes.lots[at]] == "X"]
    assert not wholes.earned[row].any()
    assert wholes.possible[row].all()


def test_an_offer_of_unlisted_states_has_no_rate_of_a_bundle_that_the_case_excludes():
    market = market_of(parse_problem(overlapping_bundles(1, 7)))
    wholes, case = list_wholes(market), everything(market, (0, 0))
    lot, listed = market.lots.index("X"), int(market.scopes[0].listed[0])

    for at, earning in enumerate(market.earnings):
        case = case.bundle(at, False)
        rows, prices = wholes.offered(market, case)

        (price,) = prices[wholes.lots[rows] == lot].tolist()
        left = sum(one.discount_bps for one in market.earnings[at + 1 :])
        assert price == discounted(listed, left) * market.scale
        assert lot in earning.lots
