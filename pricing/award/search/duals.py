"""From the duals of a linear program to multipliers of a proof; what missing a bound may cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pricing.award.proof.exact import REACH
from pricing.award.proof.situation import Shadow
from pricing.award.search.patterns import Bounding

GROWTH = 8.0
"by which what is missing gets dearer each time it is missing still"
LEEWAY = 0.25
"part of the dearest price by which multipliers may grow at first"


def shadow_of(rows: Sequence[Bounding], duals: Sequence[float], unit: float) -> Shadow:
    """The duals in whole numbers but 0, of the right sign, none so large that sums overflow.

    `unit` is how many parts of a fen the program counts as one.
    """
    values, total = [], 0.0
    for row, dual in zip(rows, duals, strict=True):
        if row.kind == "link":
            values.append(dual * unit)
            total += abs(dual) * unit
        else:
            value = max(0.0, dual if row.at_least else -dual) * unit
            values.append(value * 2**row.shift)
            total += value * row.reach
    less = min(1.0, REACH / 2 / total) if total else 1.0
    shadow = Shadow({}, {}, {})
    for row, value in zip(rows, values, strict=True):
        multiplier = round(value * less)
        if multiplier and isinstance(row.key, tuple):
            shadow.links[row.key] = multiplier
        elif multiplier and isinstance(row.key, int):
            into = shadow.needs if row.kind == "need" else shadow.demands
            into[row.key] = multiplier
    return shadow


def penalty(row: Bounding, start: Shadow, dearest: float, unit: float) -> float:
    """What to pay for one missing of a bound: more than the multiplier the search started from."""
    if isinstance(row.key, tuple):
        return 2.0 * abs(start.links.get(row.key, 0)) / unit + LEEWAY * dearest
    into = start.needs if row.kind == "need" else start.demands
    known = into.get(row.key, 0) / unit / float(1 << row.shift)
    return 2.0 * known + LEEWAY * dearest / row.largest


def ways_out(rows: Sequence[Bounding]) -> Iterator[tuple[int, float]]:
    """By way out of a bound: the bound's place and the way's sign."""
    for at, row in enumerate(rows):
        if row.kind == "link":
            yield at, 1.0
            yield at, -1.0
        else:
            yield at, 1.0 if row.at_least else -1.0
