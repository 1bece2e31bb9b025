"""A complaint (异议) against an award; the first one that is open stops the standstill's clock."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.lives import AwardComplaintState, AwardState, GroupBuyState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import Conflict, Forbidden, TooLate
from marketplace.models import Award, AwardComplaint, AwardLine, GroupBuy, Line, Quote
from marketplace.models.audit import record
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award
from marketplace.services.find_notice import require_notice_reader
from marketplace.services.tell_award import tell_award, tell_organiser

log = logging.getLogger(__name__)


def file_award_complaint(
    session: Session, *, award_id: UUID, text: str, identity: Identity, now: datetime
) -> AwardComplaint:
    """File a complaint before acceptance opens, or while another one keeps the clock stopped.

    For members with a line in the award and carriers with a quote, once each: everything in one.
    Raises NotFound, Forbidden, TooLate, Conflict (award_not_standing, complaint_made).
    """
    award, group_buy = lock_award(session, award_id)
    require_notice_reader(session, award, identity)
    require(Permission.AWARD_COMPLAIN, identity)
    if not is_party(session, award, identity):
        raise Forbidden(permission=str(Permission.AWARD_COMPLAIN))
    _refuse_late(session, award, group_buy)
    _refuse_twice(session, award, identity)
    complaint = _new(award, text, identity, now)
    session.add(complaint)
    session.flush()
    record(session, complaint, "file", by=identity, now=now, to_state=str(complaint.state))
    if award.clock_stopped_at is None:
        _stop_clock(session, award, identity, now)
    tell_organiser(session, award, "award_complaint_filed", about=complaint.id, now=now)
    log.info("award_complaint_filed", extra={"award_id": award.id, "complaint_id": complaint.id})
    return complaint


def may_complain(session: Session, *, award_id: UUID, identity: Identity, now: datetime) -> bool:
    """Whether the caller could file a complaint now: for pages; filing itself decides anew."""
    award = session.get(Award, award_id)
    if award is None or not allowed(Permission.AWARD_COMPLAIN, identity):
        return False
    open_still = award.clock_stopped_at is not None or now < award.acceptance_opens_at
    return (
        open_still
        and award.state == AwardState.STANDING
        and award.settled_at is None
        and award.group_buy.state == GroupBuyState.AWARDED
        and is_party(session, award, identity)
        and not _made(session, award, identity)
    )


def is_party(session: Session, award: Award, identity: Identity) -> bool:
    """Whether the caller's organisation has a line in the award, or a quote in its RFQ."""
    mine = identity.organisation_id
    if identity.kind == OrganisationKind.CARRIER:
        part = sa.exists().where(Quote.rfq_id == award.rfq_id, Quote.carrier_id == mine)
    else:
        part = sa.exists().where(
            AwardLine.award_id == award.id, Line.id == AwardLine.line_id, Line.member_id == mine
        )
    return bool(session.scalar(sa.select(part)))


def _refuse_late(session: Session, award: Award, group_buy: GroupBuy) -> None:
    """Judged by the time after the lock: an act counts only before the deadline."""
    stands = award.state == AwardState.STANDING and group_buy.state == GroupBuyState.AWARDED
    if not stands or award.settled_at is not None:
        raise Conflict("award_not_standing")
    if award.clock_stopped_at is None and now_of(session) >= award.acceptance_opens_at:
        raise TooLate(due_at=award.acceptance_opens_at.isoformat())


def _refuse_twice(session: Session, award: Award, identity: Identity) -> None:
    """One complaint each: otherwise one company could stop the clock again and again."""
    if _made(session, award, identity):
        raise Conflict("complaint_made")


def _made(session: Session, award: Award, identity: Identity) -> bool:
    query = sa.select(AwardComplaint.id).where(
        AwardComplaint.award_id == award.id,
        AwardComplaint.complainant_id == identity.organisation_id,
    )
    return session.scalar(query) is not None


def _new(award: Award, text: str, identity: Identity, now: datetime) -> AwardComplaint:
    return AwardComplaint(
        id=uuid4(),
        award_id=award.id,
        group_buy_id=award.group_buy_id,
        complainant_id=identity.organisation_id,
        text=text,
        state=AwardComplaintState.FILED,
        filed_at=now,
        filed_by=identity.user_id,
    )


def _stop_clock(session: Session, award: Award, identity: Identity, now: datetime) -> None:
    award.clock_stopped_at = now
    record(session, award, "stop_clock", by=identity, now=now)
    tell_award(session, award, "award_clock_stopped", but={identity.organisation_id}, now=now)
