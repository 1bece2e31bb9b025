"""Lemma 9: what crosses the parts is priced once; the bounds of the parts add up."""

import numpy as np
import pytest

from pricing.award.proof.bound import bound
from pricing.award.proof.combinations import open_combinations
from pricing.award.proof.parts import across, crossing, part, parts_of
from pricing.award.proof.situation import Shadow, everything
from pricing.award.proof.tables import tables, value_of
from pricing.award.proof.wholes import list_wholes
from tests.pricing.award.proof.tiny import some_shadow, tiers_of, tiny

SEEDS = [seed for seed in range(240) if len(parts_of(tiny(seed).market)) > 1][:40]


@pytest.fixture(params=SEEDS)
def one(request):
    """A tiny market that falls into parts."""
    return tiny(request.param)


def test_worth_and_bounds_of_the_parts_add_up_to_a_bound(one):
    for wide in (False, False, True):
        crossings = crossing(one.market, parts_of(one.market))
        shadow = _crossing(some_shadow(one.chance, one.market, wide=wide), crossings)
        winners = _some_winners(one)
        credits, worth = across(one.market, shadow, winners)
        parts = [
            part(one.market, lots, crossings, winners, credits) for lots in parts_of(one.market)
        ]

        for award in _awards_of(one, shadow, winners):
            assert worth + sum(_bound(one, award, market) for market in parts) <= award.cost


def _crossing(shadow, crossings):
    return Shadow(demands={at: shadow.demands[at] for at in crossings})


def _some_winners(one):
    """Those of an award and perhaps others."""
    some = {at for at in range(one.market.carriers) if one.chance.random() < 0.5}
    award = one.chance.choice(one.awards).winners if one.awards else set()
    return frozenset(some | award - {one.market.carriers})


def _awards_of(one, shadow, winners):
    """The awards won by these only, among them all whose multipliers need it."""
    sure = {
        one.market.demands[at].carrier
        for at, value in shadow.demands.items()
        if value and one.market.demands[at].winners_only
    }
    return [
        award for award in one.awards if sure <= award.winners <= winners | {one.market.carriers}
    ]


def _bound(one, award, market):
    """The part's bound of the award's tiers there: the better of its own and of any tables."""
    wholes = list_wholes(market)
    rows = np.flatnonzero(np.isin(one.market.lines, market.lines))
    tiers = tuple(max(0, tier) for tier in tiers_of(market, award.columns[rows]))
    shadow = some_shadow(one.chance, market)
    other = everything(market, tuple(one.chance.randrange(len(s.tiers)) for s in market.scopes))
    table = tables(market, wholes, other, shadow, bound(market, wholes, other, shadow))
    own = bound(market, wholes, everything(market, tiers), shadow).value
    found = max(own, value_of(table, market, tiers))

    assert tiers in open_combinations(market, [table], found + 1)
    return found


def test_nothing_but_demands_reaches_across_parts(one):
    market = one.market
    place = {lot: at for at, lots in enumerate(parts_of(market)) for lot in lots}

    joined = [one_.lots for one_ in market.earnings]
    joined += [market.lot_of[pair].tolist() for pair in (*market.pairs, *market.loose_pairs)]
    joined += [
        market.lot_of[scope.lines].tolist() for scope in market.scopes if len(scope.tiers) > 1
    ]
    assert all(len({place[lot] for lot in lots}) == 1 for lots in joined)
