"""Whatever the prices of lines, no award of a range of tiers costs less than its bound."""

from itertools import product

import numpy as np
import pytest

from pricing.award.proof.exact import NEVER
from pricing.award.proof.knapsack import NONE, Filling, Item, Step
from pricing.award.proof.range_bound import LinePrices, limited, narrowed_range, range_bound
from pricing.award.proof.ranges import every_tier, followed
from pricing.award.proof.situation import OUT, Shadow
from tests.pricing.award.proof.tiny import some_shadow

TRIES = 6


def some_prices(one):
    """A price for each line, around what it costs, and multipliers of the demands."""
    most = [int(amount) for amount in one.market.dearest]
    prices = [int(amount * one.chance.uniform(-0.5, 1.5)) for amount in most]
    dearest = max(most) if limited(one.market) else 0
    charges = [int(dearest * one.chance.random()) for _ in one.market.lots]
    shadow = some_shadow(one.chance, one.market)
    amounts = (np.array(amount, dtype=np.int64) for amount in (prices, charges))
    return LinePrices(*amounts, Shadow(demands=shadow.demands))


def some_range(one):
    """A range split at random, and the awards in it."""
    chance, market = one.chance, one.market
    case, inside = every_tier(market), list(one.awards)
    for _ in range(chance.randrange(4)):
        yes, kind = chance.random() < 0.5, chance.randrange(3)
        if kind == 0:
            row, column = chance.randrange(market.size), chance.randrange(market.carriers + 1)
            case = case.where(market, row, column, yes)
            inside = [award for award in inside if (award.columns[row] == column) == yes]
        elif kind == 1:
            carrier = chance.choice([scope.carrier for scope in market.scopes])
            case = case.winning(market, carrier, yes)
            inside = [award for award in inside if (carrier in award.winners) == yes]
        else:
            scope = chance.randrange(len(market.scopes))
            tiers = len(market.scopes[scope].tiers)
            if tiers > 1:
                tier = chance.randrange(1, tiers)
                case = case.reaching(market, scope, tier, yes)
                inside = [award for award in inside if (award.tiers[scope] >= tier) == yes]
    return case, inside


def test_no_award_of_a_range_costs_less_than_its_bound(one):
    for _ in range(TRIES if one.market.scopes else 0):
        case, awards = some_range(one)
        known = followed(one.market, case)
        if known is None:
            assert awards == []
            continue

        found = range_bound(one.market, one.wholes, known, some_prices(one))

        assert all(found.value is not None and found.value <= award.cost for award in awards)


def test_narrowing_keeps_every_award_below_the_target(one):
    for _ in range(TRIES if one.market.scopes else 0):
        case, awards = some_range(one)
        costs = sorted(award.cost for award in awards) or [0]
        target = one.chance.choice(costs) + 1

        rest, _, closed = narrowed_range(one.market, one.wholes, case, some_prices(one), target)

        for award in awards:
            if award.cost < target:
                assert not closed
                for low, tier, high in zip(rest.lows, award.tiers, rest.highs, strict=True):
                    assert low <= tier <= high or (low == OUT and tier == OUT)
                assert rest.allowed[np.arange(one.market.size), award.columns].all()


def test_the_lower_the_target_the_more_is_cut_off(one):
    for _ in range(TRIES if one.market.scopes else 0):
        case, awards = some_range(one)
        prices, costs = some_prices(one), sorted({award.cost for award in awards}) or [0]
        closed, lows, highs = False, case.lows, case.highs
        for target in reversed(costs):
            rest, _, now = narrowed_range(one.market, one.wholes, case, prices, target)
            assert now or not closed
            if now:
                closed = True
                continue
            assert all(low <= new for low, new in zip(lows, rest.lows, strict=True))
            assert all(high >= new for high, new in zip(highs, rest.highs, strict=True))
            lows, highs = rest.lows, rest.highs


@pytest.mark.parametrize("seed", range(20))
def test_a_knapsack_is_filled_as_trying_every_choice_fills_it(seed):
    chance = np.random.default_rng(seed)
    units, costs = chance.integers(0, 9, 7), chance.integers(-5, 20, (2, 7))
    items = [Item((at,), int(units[at]), costs[:, at]) for at in range(7)]
    whole = Item((0, 1), int(units[0] + units[1]), costs[:, 0] + costs[:, 1] - 4)
    pair = Step((items[2], items[3]))
    lot = Step((whole,), (Step((items[0],)), Step((items[1],))))
    filling = Filling((pair, *(Step((one,)) for one in items[4:]), lot), (0, 20))

    tried = [[NEVER], [NEVER]]
    for taken in product([0, 1], repeat=7):
        if taken[2] + taken[3] < 2:
            volume = int(units @ taken)
            for tier, need in enumerate(filling.needs):
                if volume >= need:
                    cost = int(costs[tier] @ taken)
                    tried[tier].append(cost - (4 if taken[0] + taken[1] == 2 else 0))

    found = [NEVER if one >= NONE else one for one in filling.least()]
    assert found == [min(one) for one in tried]
