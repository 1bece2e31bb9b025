"""The organiser cancels computations that wait or run; their job sees it and kills the search."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import SolveEvent, SolveState
from marketplace.errors import NotFound
from marketplace.models import Rfq, Solve
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.lock_solve import lock_solve

log = logging.getLogger(__name__)


def cancel_solve(session: Session, *, solve_id: UUID, identity: Identity, now: datetime) -> Solve:
    """Cancel one computation. Raises NotFound, Forbidden, IllegalMove (it has ended)."""
    solve = lock_solve(session, solve_id, identity)
    _cancel(solve, identity, now)
    return solve


def cancel_solves(
    session: Session, *, rfq_id: UUID, identity: Identity, now: datetime
) -> Sequence[Solve]:
    """Cancel whatever waits or runs for the RFQ, perhaps nothing. Raises NotFound, Forbidden."""
    query = sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    rfq = session.scalars(query).one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    waiting = session.scalars(
        sa.select(Solve)
        .where(Solve.rfq_id == rfq_id, Solve.state == SolveState.REQUESTED)
        .order_by(Solve.id)
        .with_for_update()
    ).all()
    for solve in waiting:
        _cancel(solve, identity, now)
    return waiting


def _cancel(solve: Solve, identity: Identity, now: datetime) -> None:
    solve.advance(SolveEvent.CANCEL, by=identity, now=now)
    solve.solved_at = now
    log.info("solve_cancelled", extra={"solve_id": solve.id})
