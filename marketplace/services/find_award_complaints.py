"""Complaints against an award: what was said and answered; who complained, only to few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import AwardComplaintState
from marketplace.domain.roles import OrganisationKind
from marketplace.models import Award, AwardComplaint, GroupBuy, Organisation
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class ComplaintSeen:
    """One complaint for one reader; `complainant` None: not the reader's to know."""

    id: UUID
    award_id: UUID
    group_buy_id: UUID
    by: OrganisationKind
    "a member (enterprise) or a bidder (carrier)"
    complainant: Organisation | None
    own: bool
    text: str
    state: AwardComplaintState
    filed_at: datetime
    answer: str | None
    effect: str | None
    answered_at: datetime | None
    withdrawn_at: datetime | None
    version: int


def see_complaint(session: Session, complaint: AwardComplaint, identity: Identity) -> ComplaintSeen:
    """The complaint, just changed or read, as the caller may see it."""
    session.flush()
    group_buy = session.get_one(GroupBuy, complaint.group_buy_id)
    names = allowed(Permission.AWARD_READ, identity, group_buy)
    return complaint_seen(complaint, identity, names=names)


def find_award_complaints(
    session: Session, award: Award, identity: Identity
) -> list[ComplaintSeen]:
    """Every complaint against an award whose notice the caller reads, the first one first."""
    found = session.scalars(
        sa.select(AwardComplaint)
        .where(AwardComplaint.award_id == award.id)
        .options(joinedload(AwardComplaint.complainant))
        .order_by(AwardComplaint.filed_at, AwardComplaint.id)
    )
    names = allowed(Permission.AWARD_READ, identity, award.group_buy)
    return [complaint_seen(complaint, identity, names=names) for complaint in found]


def complaint_seen(complaint: AwardComplaint, identity: Identity, *, names: bool) -> ComplaintSeen:
    """Named to organiser, reviewer, observer and the complainant itself."""
    own = identity.is_of(complaint.complainant_id)
    return ComplaintSeen(
        id=complaint.id,
        award_id=complaint.award_id,
        group_buy_id=complaint.group_buy_id,
        by=OrganisationKind(complaint.complainant.kind),
        complainant=complaint.complainant if names or own else None,
        own=own,
        text=complaint.text,
        state=complaint.state,
        filed_at=complaint.filed_at,
        answer=complaint.answer,
        effect=complaint.effect,
        answered_at=complaint.answered_at,
        withdrawn_at=complaint.withdrawn_at,
        version=complaint.version,
    )
