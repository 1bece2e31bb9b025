"""Ladders of a solution's winners below a break, with what their next tier would change."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.models import Organisation, Solve
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_solve
from marketplace.services.find_solution import quoting_carriers
from marketplace.services.last_asked import LastAsked
from pricing.award.problem_file import parse_problem
from pricing.award.rules import settle
from pricing.award.tier_moves import Below, below_breaks


@dataclass(frozen=True)
class MovedOver:
    """A line by reference that would go to the carrier; from None: it was left out."""

    line: str
    from_carrier: Organisation | None
    before_minor: int
    after_minor: int


@dataclass(frozen=True)
class TierBreak:
    """One ladder below its next tier, and the lines of the move to it."""

    carrier: Organisation
    below: Below
    moved: list[MovedOver]


def find_tier_breaks(session: Session, *, solve_id: UUID, identity: Identity) -> list[TierBreak]:
    """The ladders below a break, the nearest first; none while there is no solution.

    Raises NotFound.
    """
    return breaks_of(session, find_solve(session, solve_id=solve_id, identity=identity))


_KEPT: LastAsked[UUID, list[Below]] = LastAsked(64)
"By solve: a solution never changes"


def breaks_of(session: Session, solve: Solve) -> list[TierBreak]:
    """The same of a solve that was read already."""
    if solve.state != SolveState.SOLVED or solve.result is None:
        return []
    found = _KEPT.get(solve.id)
    if found is None:
        chosen = [row["carrier"] for row in solve.result["assignments"]]
        found = below_breaks(settle(parse_problem(solve.problem), chosen))
        _KEPT.put(solve.id, found)
    carriers = quoting_carriers(session, solve.rfq_id)
    return [TierBreak(carriers[one.carrier], one, _moved(one, carriers)) for one in found]


def _moved(one: Below, carriers: dict[str, Organisation]) -> list[MovedOver]:
    lines = one.move.lines if one.move else ()
    return [
        MovedOver(x.line, carriers.get(x.from_carrier or ""), x.before_minor, x.after_minor)
        for x in lines
    ]
