"""From a fractional award down to whole ones: bundles first, then the lines left."""

from __future__ import annotations

from collections.abc import Iterator

from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Situation
from pricing.award.search.core import complete
from pricing.award.search.relax import Relaxation, Relaxed
from pricing.award.search.rounding import rounded

MAX_STEPS = 6


def dive(relaxation: Relaxation, relaxed: Relaxed, target: int) -> Iterator[Ints]:
    """Assignments to try, better and better; none has to be an award."""
    market = relaxation.market
    for _ in range(MAX_STEPS):
        yield from rounded(market, relaxed)
        value = relaxed.found.value
        if value is None or value >= target:
            return
        situation, _, closed = narrowed(
            market, relaxation.wholes, relaxed.case, relaxed.shadow, target
        )
        if closed:
            return
        likely = _bundle_parts(market, situation, relaxed)
        if not likely:
            break
        for at, part in likely.items():
            if part >= max(likely.values()) or not 0.1 < part < 0.9:
                situation = situation.bundle(at, part >= 0.5)
        relaxed = relaxation.relax(situation, target, relaxed.shadow)
    situation, found, closed = narrowed(
        market, relaxation.wholes, relaxed.case, relaxed.shadow, target
    )
    if closed:
        return
    columns = complete(market, situation, found)
    if columns is not None:
        yield columns


def _bundle_parts(market: Market, situation: Situation, relaxed: Relaxed) -> dict[int, float]:
    """By bundle still undecided and taken in part, the part."""
    parts: dict[int, float] = {}
    for choice, rows, part in relaxed.columns:
        whole = choice.wholes.get(int(market.lot_of[rows[0]]))
        for at in (whole.states or whole.open) if whole else ():
            parts[at] = parts.get(at, 0.0) + part / len(market.earnings[at].lots)
    return {at: part for at, part in parts.items() if at not in situation.earned and part > 1e-6}
