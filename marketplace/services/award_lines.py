"""The organiser awards the lines by a solved scenario; the standstill and acceptance follow."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import GroupBuyEvent, RfqState, SolveState
from marketplace.domain.scenarios import Scenario, ScenarioName, fingerprint, under
from marketplace.domain.working_days import award_windows
from marketplace.errors import Conflict, invalid
from marketplace.models import Award, Rfq, Solve
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_award import ask_award
from marketplace.services.build_problem import build_problem
from marketplace.services.build_reaward import build_reaward, find_shortfall
from marketplace.services.carry_over import agreed_rows, carried_rows
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.find_superseded import find_superseded, needs_rerun
from marketplace.services.hold_award import refuse_held
from marketplace.services.new_award import Grounds, new_award

log = logging.getLogger(__name__)


def award_lines(
    session: Session,
    *,
    rfq_id: UUID,
    solve_id: UUID,
    reason: str = "",
    config: Config,
    identity: Identity,
    now: datetime,
) -> Award:
    """Award by any solved scenario of the present quotes; its notice is published at once.

    A scenario that is not the proven cheapest needs a written reason. Raises NotFound, Forbidden,
    Invalid, IllegalMove (not opened), Conflict (rfq_not_opened, screens_running, rerun_needed,
    reaward_needed, solve_stale, award_serves_nothing, quote_expires), Held (award_held), Stopped.
    """
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    rfq.group_buy.advance(GroupBuyEvent.AWARD, by=identity, now=now, solve_id=str(solve_id))
    if rfq.state != RfqState.OPENED:
        raise Conflict("rfq_not_opened", state=str(rfq.state))
    refuse_held(session, rfq)
    shortfall = find_shortfall(session, rfq.id)
    solve = _solve_of(session, rfq, solve_id, shortfall)
    cheapest = _cheapest(session, rfq, solve)
    if _needs_reason(solve, cheapest) and not reason:
        raise invalid("/reason", "award_reason_required")
    previous = _previous(session, rfq)
    windows = award_windows(now, config.standstill_days, config.acceptance_days)
    ask_award(session, rfq, windows, config=config, by=identity, now=now)
    award = new_award(
        session,
        solve,
        Grounds(
            windows=windows,
            reason=reason,
            cheapest_minor=_objective(cheapest),
            previous=previous,
            round=1 if shortfall is None else 2,
            carried=carried_rows(session, shortfall, solve) if shortfall else (),
            agreed=agreed_rows(session, shortfall, solve) if shortfall else {},
        ),
        by=identity,
        now=now,
    )
    log.info("lines_awarded", extra={"award_id": award.id, "solve_id": solve.id})
    return award


def _solve_of(session: Session, rfq: Rfq, solve_id: UUID, shortfall: Award | None) -> Solve:
    """The solve, with a result for the lines and quotes as they are now.

    After a shortfall that is the re-award's, and no other scenario.
    """
    query = sa.select(Solve).where(Solve.id == solve_id, Solve.rfq_id == rfq.id)
    solve = session.scalars(query).one_or_none()
    if solve is None:
        raise invalid("/solve_id", "not_known", value=str(solve_id))
    if solve.state != SolveState.SOLVED or solve.result is None:
        raise invalid("/solve_id", "solve_not_solved", state=str(solve.state))
    scenario = Scenario(ScenarioName(solve.scenario), solve.parameters)
    if shortfall is None:
        now_asked = under(build_problem(session, rfq.id), scenario)
    else:
        now_asked = build_reaward(session, shortfall)
    again = scenario.name == ScenarioName.REAWARD
    if shortfall is not None and not again:
        raise Conflict("reaward_needed")
    if again != (shortfall is not None) or solve.problem != now_asked:
        raise Conflict("solve_stale")
    return solve


def _cheapest(session: Session, rfq: Rfq, solve: Solve) -> Solve | None:
    """The newest solve of the cheapest award of the present quotes, if it has a result."""
    if solve.scenario in (ScenarioName.CHEAPEST, ScenarioName.REAWARD):
        return solve
    query = sa.select(Solve).where(
        Solve.rfq_id == rfq.id,
        Solve.scenario == str(ScenarioName.CHEAPEST),
        Solve.state == SolveState.SOLVED,
        Solve.problem_sha256 == fingerprint(build_problem(session, rfq.id)),
    )
    return session.scalars(query.order_by(Solve.requested_at.desc()).limit(1)).one_or_none()


def _needs_reason(solve: Solve, cheapest: Solve | None) -> bool:
    if cheapest is None or cheapest.result is None or cheapest.result["status"] != "optimal":
        return True
    picked, least = _objective(solve), _objective(cheapest)
    return picked is None or least is None or picked > least


def _objective(solve: Solve | None) -> int | None:
    return None if solve is None or solve.result is None else solve.result["objective_minor"]


def _previous(session: Session, rfq: Rfq) -> Award | None:
    """The award before this one; refused when the answer to a complaint was a new RFQ."""
    previous = find_superseded(session, rfq.id)
    if previous is not None and needs_rerun(session, previous):
        raise Conflict("rerun_needed")
    return previous
