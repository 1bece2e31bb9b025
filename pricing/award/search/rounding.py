"""Awards near a fractional one: each group's largest part, then what the bounds still lack."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.search.relax import Relaxed


def rounded(market: Market, relaxed: Relaxed) -> Iterator[Ints]:
    """Assignments to try; none has to be an award."""
    if relaxed.parts is not None:
        columns = relaxed.parts.argmax(axis=1)
        yield columns
        moved = _toward(market, relaxed, columns)
        if (moved != columns).any():
            yield moved


def _toward(market: Market, relaxed: Relaxed, columns: Ints) -> Ints:
    """Moves the cheapest lines until every tier's need is met."""
    reduced = relaxed.found.reduced
    least = reduced[np.arange(market.size), columns]
    current = columns.copy()
    for at, multiplier in relaxed.shadow.needs.items():
        scope = market.scopes[at]
        won = current[scope.lines] == scope.carrier
        missing = _need(market, relaxed, at) - int(scope.volumes[won].sum())
        if missing <= 0 or not multiplier:
            continue
        rows = scope.lines[~won]
        regret = reduced[rows, scope.carrier] - least[rows]
        order = np.argsort(regret, kind="stable")
        for place in order.tolist():
            if missing <= 0 or reduced[rows[place], scope.carrier] >= NEVER:
                break
            current[rows[place]] = scope.carrier
            missing -= int(scope.volumes[~won][place])
    return current


def _need(market: Market, relaxed: Relaxed, at: int) -> int:
    return market.scopes[at].tiers[relaxed.tiers[at]].from_ if relaxed.tiers[at] > 0 else 0
