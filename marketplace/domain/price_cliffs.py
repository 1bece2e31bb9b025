"""Where more costs less in total: a larger bandwidth, or the bound of a tier above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pricing.money import WHOLE_BPS


class Step(NamedTuple):
    """What one bandwidth costs over the term, in fen; `number` is the caller's own."""

    mbps: int
    total_minor: int
    number: int


class TierCliff(NamedTuple):
    """From `low` up to, not including, `bound`, the whole costs more than at the bound."""

    at: int
    "index of the tier that begins at the bound"
    low: int
    bound: int
    width_bps: int
    "how much of the bound the stretch takes"


def price_cliffs(steps: Iterable[Step]) -> Iterator[tuple[Step, Step]]:
    """Each step that costs less than a smaller one, with the dearest of the smaller ones."""
    dearest: Step | None = None
    for step in sorted(steps):
        if dearest is not None and step.total_minor < dearest.total_minor:
            yield step, dearest
        if dearest is None or step.total_minor > dearest.total_minor:
            dearest = step


def tier_cliffs_of(tiers: Sequence[Mapping[str, Any]]) -> Iterator[TierCliff]:
    """The stretches below the bounds of a ladder of style `whole`, equal prices taken for granted.

    A whole ladder has one below every bound at which its discount rises; what matters is how wide.
    """
    for at, (below, above) in enumerate(pairwise(tiers), start=1):
        kept, left = WHOLE_BPS - below["discount_bps"], WHOLE_BPS - above["discount_bps"]
        bound = above["from"]
        low = max(bound * left // kept + 1, below["from"]) if kept > 0 else bound
        if low < bound:
            yield TierCliff(at, low, bound, (bound - low) * WHOLE_BPS // bound)
