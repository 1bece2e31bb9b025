"""The next best awards: without each winner, and without the largest ones together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import Scenario, ScenarioName, asked_of
from marketplace.models import Organisation, Solve
from marketplace.services.find_scenarios import Comparison, ScenarioSeen
from pricing.award.compare import winners_of
from pricing.award.scenarios import Asked, fallbacks_of


@dataclass(frozen=True)
class Fallback:
    """If winners drop out: the best award without them, and who then serves their lines."""

    carriers: list[Organisation]
    "who drops out, the largest winner first"
    lines: int
    "theirs in the chosen award"
    without: ScenarioSeen | None
    "None: not asked for yet, or nobody else quotes"
    more_minor: int | None
    "over the chosen award"
    takers: list[tuple[Organisation | None, int]]
    "None: the lines that nobody serves"

    @property
    def carrier(self) -> Organisation:
        return self.carriers[-1]


def find_fallbacks(comparison: Comparison, solve: Solve) -> list[Fallback]:
    """For each winner of this solution the award without it, the largest winner first.

    Then the award without the two largest, the three largest, and so on; all under the same rules.
    """
    if solve.result is None or solve.state != SolveState.SOLVED:
        return []
    winners = winners_of(solve.result)
    asked = asked_of(Scenario(ScenarioName(solve.scenario), solve.parameters))
    steps = fallbacks_of(asked, winners, comparison.carriers) or [
        replace(asked, without=(*asked.without, only)) for only in winners
    ]
    return [_fallback(comparison, solve, winners, step) for step in steps]


def _fallback(
    comparison: Comparison, solve: Solve, winners: Sequence[str], step: Asked
) -> Fallback:
    out = [code for code in winners if code in step.without]
    assigned = (solve.result or {})["assignments"]
    lines = [row["line"] for row in assigned if row["carrier"] in out]
    then = comparison.of(step)
    result = then.solve.result if then is not None and then.solved else None
    takers: Counter[str | None] = Counter()
    more = None
    if result is not None and solve.result is not None:
        after = {row["line"]: row["carrier"] for row in result["assignments"]}
        takers.update(after.get(line) for line in lines)
        more = result["objective_minor"] - solve.result["objective_minor"]
    named = [
        (None if taker is None else comparison.carriers[taker], count)
        for taker, count in takers.most_common()
    ]
    return Fallback([comparison.carriers[code] for code in out], len(lines), then, more, named)
