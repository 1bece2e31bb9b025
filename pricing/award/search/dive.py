"""From a fractional award down to whole ones: bundles first, then the lines left."""

from __future__ import annotations

from collections.abc import Iterator

from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import Ints
from pricing.award.proof.situation import Situation
from pricing.award.search.core import NEAR, complete
from pricing.award.search.relax import Relaxation, Relaxed
from pricing.award.search.rounding import rounded

MAX_STEPS = 6
UNSURE = 90, 270
"how many lines the last program decides; more where that is too few"
SURE = 1 - 1e-6
CLOSE = 500_000
"the part of a total from which on an award is near enough its bound to do without a program"


def dive(
    relaxation: Relaxation, relaxed: Relaxed, target: int, near: float = NEAR
) -> Iterator[Ints]:
    """Assignments to try, other than the rounded one; none has to be an award.

    `near` is the part of the total that the last program need not look for.
    """
    market = relaxation.market
    for _ in range(MAX_STEPS):
        value = relaxed.found.value
        if value is None or value >= target:
            return
        situation, _, closed = narrowed(
            market, relaxation.wholes, relaxed.case, relaxed.shadow, target
        )
        if closed:
            return
        likely = _undecided(situation, relaxed)
        if not likely:
            break
        for at, part in likely.items():
            if part >= max(likely.values()) or not 0.1 < part < 0.9:
                situation = situation.bundle(at, part >= 0.5)
        relaxed = relaxation.relax(situation, target, relaxed.shadow)
        yield from rounded(market, relaxed)
    situation, found, closed = narrowed(
        market, relaxation.wholes, relaxed.case, relaxed.shadow, target
    )
    if closed:
        return
    if found.value is not None and target - found.value <= found.value // CLOSE:
        return
    parts = relaxed.taken(market)
    mixed = parts.max(axis=1) < SURE
    for most in UNSURE:
        columns = complete(market, situation, found, parts.argmax(axis=1), mixed, most, near)
        if columns is not None:
            yield columns
            return


def _undecided(situation: Situation, relaxed: Relaxed) -> dict[int, float]:
    """By bundle still undecided and taken in part, the part."""
    return {
        at: part
        for at, part in relaxed.bundles.items()
        if at not in situation.earned and part > 1e-6
    }
