"""The next best award: for each winner the award without it, if it has been asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from marketplace.domain.lives import SolveState
from marketplace.models import Organisation, Solve
from marketplace.services.find_scenarios import Comparison, ScenarioSeen


@dataclass(frozen=True)
class Fallback:
    """If a winner drops out: the best award without it, and who then serves its lines."""

    carrier: Organisation
    lines: int
    without: ScenarioSeen | None
    "None: not asked for yet, or nobody else quotes"
    takers: list[tuple[Organisation | None, int]]
    "None: the lines that nobody serves"


def find_fallbacks(comparison: Comparison, solve: Solve) -> list[Fallback]:
    """For each winner of this solution, the award without it; the largest winner first."""
    if solve.result is None or solve.state != SolveState.SOLVED:
        return []
    won: dict[str, list[str]] = {}
    for row in solve.result["assignments"]:
        if row["carrier"] is not None:
            won.setdefault(row["carrier"], []).append(row["line"])
    return [
        _fallback(comparison, code, won[code])
        for code in sorted(won, key=lambda code: (-len(won[code]), code))
        if code in comparison.carriers
    ]


def _fallback(comparison: Comparison, code: str, lines: list[str]) -> Fallback:
    without = comparison.without(code)
    takers: Counter[str | None] = Counter()
    if without is not None and without.solved and without.solve.result:
        after = {row["line"]: row["carrier"] for row in without.solve.result["assignments"]}
        takers.update(after.get(line) for line in lines)
    named = [
        (None if taker is None else comparison.carriers[taker], count)
        for taker, count in takers.most_common()
    ]
    return Fallback(comparison.carriers[code], len(lines), without, named)
