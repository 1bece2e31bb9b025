"""What is to be solved for an RFQ, and what is known already to begin from."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import Scenario, ScenarioName, asked_of
from marketplace.models import Solve
from pricing.award.problem_file import parse_problem
from pricing.award.sharing import Known, known_of

MOST_KNOWN = 40


def find_waiting_solves(session: Session, rfq_id: UUID) -> list[UUID]:
    """The RFQ's computations that have not ended: what others can begin from comes first."""
    found = session.execute(
        sa.select(Solve.id, Solve.scenario, Solve.parameters)
        .where(Solve.rfq_id == rfq_id, Solve.state == SolveState.REQUESTED)
        .order_by(Solve.requested_at, Solve.id)
    )
    waiting = [
        (asked_of(Scenario(ScenarioName(name), parameters)).looseness, id_)
        for id_, name, parameters in found
    ]
    return [id_ for _, id_ in sorted(waiting)]


def find_known_awards(session: Session, rfq_id: UUID) -> list[Known]:
    """The newest awards computed for the RFQ; the key is the solve whose proof is theirs."""
    found = session.execute(
        sa.select(Solve.id, Solve.proof_of_id, Solve.certificate_id, Solve.problem, Solve.result)
        .where(Solve.rfq_id == rfq_id, Solve.state == SolveState.SOLVED)
        .order_by(Solve.solved_at.desc(), Solve.id)
        .limit(MOST_KNOWN)
    )
    known = [
        known_of(
            parse_problem(row.problem),
            row.result,
            row.proof_of_id or row.id,
            proven=row.proof_of_id is not None or row.certificate_id is not None,
        )
        for row in found
    ]
    return [one for one in known if one is not None]
