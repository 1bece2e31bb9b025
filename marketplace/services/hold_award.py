"""Whether a screen holds the award of an RFQ: not screened yet, or hits nobody has settled."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.screens import FINAL, Effect
from marketplace.errors import Conflict, Fault, Held
from marketplace.models import Rfq, ScreenDecision, ScreenHit, ScreenRun


def settled() -> sa.ColumnElement[bool]:
    """SQL: the hit of the row has its final decision."""
    return sa.exists().where(
        ScreenDecision.hit_id == ScreenHit.id, ScreenDecision.outcome.in_(sorted(FINAL))
    )


def holding() -> sa.ColumnElement[bool]:
    """SQL: the hit of the row holds its award."""
    return sa.and_(ScreenHit.effect == Effect.HOLD, ~settled())


def held_hits(session: Session, rfq_id: UUID) -> Sequence[ScreenHit]:
    query = sa.select(ScreenHit).where(ScreenHit.rfq_id == rfq_id, holding())
    return session.scalars(query.order_by(ScreenHit.screen, ScreenHit.id)).all()


def is_screened(session: Session, rfq_id: UUID) -> bool:
    return session.scalar(sa.select(ScreenRun.id).where(ScreenRun.rfq_id == rfq_id)) is not None


def refuse_held(session: Session, rfq: Rfq) -> None:
    """Refuse the award of a locked RFQ that is held.

    Raises Conflict (screens_running), Held (award_held, with a fault per hit).
    """
    if not is_screened(session, rfq.id):
        raise Conflict("screens_running")
    if hits := held_hits(session, rfq.id):
        faults = [Fault(f"/screen-hits/{hit.id}", f"held_{hit.screen}") for hit in hits]
        raise Held(faults, "award_held", count=len(hits))
