"""Ask what follows if winners of a chosen award drop out: the next best awards, same rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import (
    Scenario,
    ScenarioName,
    asked_of,
    fingerprint,
    scenario_of,
    under,
)
from marketplace.errors import Conflict, NotFound
from marketplace.models import Solve
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.build_problem import build_problem
from marketplace.services.request_scenarios import keep_solves
from marketplace.services.request_solve import carriers_of, lock_opened_rfq
from pricing.award.compare import winners_of
from pricing.award.scenarios import fallbacks_of


def request_next_best(
    session: Session, *, solve_id: UUID, jobs: JobQueue, identity: Identity, now: datetime
) -> list[Solve]:
    """A solve without each winner, then without the two largest, the three largest ...

    Those that stand already are among them. Raises NotFound, Forbidden, Conflict (rfq_not_opened,
    solve_not_solved, solve_stale: of other lines or quotes, or a re-award).
    """
    chosen = session.get(Solve, solve_id)
    if chosen is None:
        raise NotFound()
    rfq = lock_opened_rfq(session, chosen.rfq_id, identity)
    if chosen.state != SolveState.SOLVED or chosen.result is None:
        raise Conflict("solve_not_solved", state=str(chosen.state))
    scenario = Scenario(ScenarioName(chosen.scenario), chosen.parameters)
    problem = build_problem(session, rfq.id)
    again = scenario.name == ScenarioName.REAWARD
    if again or chosen.problem_sha256 != fingerprint(under(problem, scenario)):
        raise Conflict("solve_stale")
    wanted = fallbacks_of(asked_of(scenario), winners_of(chosen.result), carriers_of(problem))
    return keep_solves(
        session,
        rfq,
        [scenario_of(asked) for asked in wanted],
        problem,
        jobs=jobs,
        identity=identity,
        now=now,
    )
