"""What a scope would take at given prices: its knapsack with the lines that fill it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pricing.award.proof.exact import Ints
from pricing.award.proof.knapsack import NONE, Filling, Step, filled_by


@dataclass(frozen=True)
class Answer:
    """Which of a scope's lines (their places in it) fill its tier at the least cost."""

    tier: int
    "place in the range of tiers"
    least: int
    places: tuple[int, ...]


def answers(filling: Filling) -> Iterator[Answer]:
    """By tier within reach, the least cost and the lines."""
    known = _states(filling.start(), filling.steps)
    for tier, need in enumerate(filling.needs):
        least = int(known[-1][tier, need])
        if least < NONE:
            places: list[int] = []
            _trace(known, filling.steps, tier, need, places)
            yield Answer(tier, least, tuple(places))


def _states(start: Ints, steps: Sequence[Step]) -> list[Ints]:
    known = [start]
    for step in steps:
        known.append(filled_by(known[-1], (step,)))
    return known


def _trace(
    known: list[Ints], steps: Sequence[Step], tier: int, need: int, places: list[int]
) -> int:
    """Adds what was taken, last step first; the need that is left before the first."""
    for at in reversed(range(len(steps))):
        before, value = known[at], known[at + 1][tier, need]
        if before[tier, need] == value:
            continue
        for item in steps[at].items:
            rest = max(0, need - item.units)
            if before[tier, rest] + item.costs[tier] == value:
                places += item.places
                need = rest
                break
        else:
            inner = _states(before, steps[at].inside)  # for its cost, which changes no choice
            need = _trace(inner, steps[at].inside, tier, need, places)
    return need
