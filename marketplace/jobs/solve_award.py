"""Job: solve one award; safe to run again."""

from __future__ import annotations

from uuid import UUID

from marketplace.jobs.solving import Solving
from marketplace.runtime import Runtime
from marketplace.services.record_solution import find_rfq_of


def solve_award(runtime: Runtime, *, solve_id: str) -> None:
    """Solve the kept problem; nothing when it has ended before."""
    wanted = UUID(solve_id)
    with runtime.database.single_statements() as session:
        rfq_id = find_rfq_of(session, wanted)
    if rfq_id is not None:
        Solving(runtime, rfq_id).solve(wanted)
