"""Job: solve whatever waits for an RFQ, keeping each result at once; safe to run again."""

from __future__ import annotations

from uuid import UUID

from marketplace.jobs.solving import Solving
from marketplace.runtime import Runtime
from marketplace.services.find_known_awards import find_waiting_solves


def solve_scenarios(runtime: Runtime, *, rfq_id: str) -> None:
    """One after the other, also what is asked for meanwhile; the same is never tried twice."""
    wanted = UUID(rfq_id)
    solving = Solving(runtime, wanted)
    tried: set[UUID] = set()
    while left := _waiting(runtime, wanted, tried):
        solving.solve(left[0])
        tried.add(left[0])


def _waiting(runtime: Runtime, rfq_id: UUID, tried: set[UUID]) -> list[UUID]:
    with runtime.database.single_statements() as session:
        return [one for one in find_waiting_solves(session, rfq_id) if one not in tried]
