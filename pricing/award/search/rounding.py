"""Awards near a fractional one: each line's largest part, then what the bounds still lack."""

from __future__ import annotations

from collections.abc import Iterator

from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.search.mending import mended
from pricing.award.search.relax import Relaxed


def rounded(market: Market, relaxed: Relaxed) -> Iterator[Ints]:
    """Assignments to try; none has to be an award."""
    if relaxed.parts is not None:
        columns = relaxed.parts.argmax(axis=1)
        yield columns
        moved = mended(market, relaxed.case, relaxed.shadow, relaxed.found, columns)
        if moved is not None:
            yield moved
