"""A complainant takes its complaint against an award back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    AwardComplaintEvent,
)
from marketplace.errors import NotFound
from marketplace.models import AwardComplaint
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.run_on_standstill import lock_complaint, run_on_if_answered
from marketplace.services.tell_award import tell_organiser


def withdraw_award_complaint(
    session: Session, *, complaint_id: UUID, identity: Identity, now: datetime
) -> AwardComplaint:
    """Take one's own complaint back. Raises NotFound, Forbidden, IllegalMove (closed)."""
    complaint, award, _group_buy = lock_complaint(session, complaint_id)
    if not identity.is_of(complaint.complainant_id):
        raise NotFound()
    require(Permission.AWARD_COMPLAIN, identity)
    complaint.life.after(complaint.state, AwardComplaintEvent.WITHDRAW)
    complaint.withdrawn_at = now
    complaint.advance(AwardComplaintEvent.WITHDRAW, by=identity, now=now)
    tell_organiser(session, award, "award_complaint_withdrawn", about=complaint.id, now=now)
    run_on_if_answered(session, award, by=identity, now=now)
    return complaint
