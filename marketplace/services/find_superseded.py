"""The award of an RFQ that no longer stands, and whether a complaint asks for a new RFQ."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import AwardState
from marketplace.models import Award, AwardComplaint

RERUN = "rerun"


def find_superseded(session: Session, rfq_id: UUID) -> Award | None:
    """The award of the RFQ that was superseded last."""
    query = sa.select(Award).where(Award.rfq_id == rfq_id, Award.state == AwardState.SUPERSEDED)
    return session.scalars(query.order_by(Award.superseded_at.desc()).limit(1)).one_or_none()


def needs_rerun(session: Session, award: Award) -> bool:
    """Whether a complaint against the award was upheld so that quotes are asked for again."""
    query = sa.select(AwardComplaint.id).where(
        AwardComplaint.award_id == award.id, AwardComplaint.effect == RERUN
    )
    return session.scalar(query.limit(1)) is not None
