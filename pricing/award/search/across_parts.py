"""Prices the demands across the parts of a case, and tries what the parts offer together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.award.proof.situation import Shadow
from pricing.award.search.assess import assess
from pricing.award.search.joint import joint_bound
from pricing.award.search.pool import Pool

if TYPE_CHECKING:
    from pricing.award.search.case import Case
    from pricing.award.search.engine import Engine

MAX_PRICINGS = 12
HOPELESS = 105, 100
"of the bound of a case, from where on tiers are taken to be out of reach together"


def price_demands(engine: Engine, case: Case, pool: Pool) -> None:
    """Looks for better multipliers from what the parts offer; keeps those that bound highest."""
    tried = [case.shadow.demands]
    for _ in range(MAX_PRICINGS):
        if engine.done(case):
            return
        shadow = _untried(engine, case, pool, tried)
        if shadow is None or engine.done(case):
            return
        tried.append(shadow.demands)
        kept = case.lower, case.shadow, case.worth, case.parts
        case.shadow = shadow
        engine.open(case)
        engine.steps(case)
        if case.lower <= kept[0]:
            _, case.shadow, case.worth, case.parts = kept
    if not engine.done(case):
        _try_together(engine, case, pool)


def _untried(engine: Engine, case: Case, pool: Pool, tried: list[dict[int, int]]) -> Shadow | None:
    """Multipliers not tried yet: those of awards at likely tiers, else those that offers mean."""
    there = _try_together(engine, case, pool)
    if there is not None and there.demands not in tried:
        return there
    priced = pool.prices()
    for shadow in (_between(case.shadow, priced), priced):
        if shadow.demands not in tried:
            return shadow
    return None


def _try_together(engine: Engine, case: Case, pool: Pool) -> Shadow | None:
    """Tries awards at tiers that the parts offer; the multipliers there.

    None where these tiers cannot be reached together.
    """
    assert case.winners is not None
    tiers = pool.together()
    if tiers is None:
        return None
    markets = [one.market for one in case.parts]
    joint = joint_bound(engine.market, engine.crossing, case.winners, markets, tiers, engine.target)
    for award in joint.awards:
        engine.offer(award)
        for at, (rows, own) in enumerate(zip(case.rows, markets, strict=True)):
            known = assess(own, award[rows])
            if known is not None:
                pool.add(at, known, award[rows])
    if joint.value is None or joint.value * HOPELESS[1] > case.lower * HOPELESS[0]:
        return None
    return joint.shadow


def _between(one: Shadow, other: Shadow) -> Shadow:
    """Half way from the multipliers of one to those of the other."""
    places = one.demands.keys() | other.demands.keys()
    middle = {at: (one.demands.get(at, 0) + other.demands.get(at, 0)) // 2 for at in places}
    return Shadow(demands={at: value for at, value in middle.items() if value})
