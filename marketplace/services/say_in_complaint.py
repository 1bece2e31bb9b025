"""Put a statement into a complaint of service, and tell those who must act on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import ServiceComplaintState
from marketplace.domain.roles import Role
from marketplace.models import Organisation, ServiceComplaint, ServiceComplaintWord
from marketplace.security.identity import Identity
from marketplace.services.find_own_file import own_file_id
from marketplace.services.notify import notify

PATH = "/complaints/"


def say(
    session: Session,
    complaint: ServiceComplaint,
    text: str,
    evidence_id: UUID | None,
    *,
    identity: Identity,
    now: datetime,
) -> ServiceComplaintWord:
    """Add the next statement; raises Invalid (evidence_id)."""
    session.flush()
    last = sa.select(sa.func.coalesce(sa.func.max(ServiceComplaintWord.number), 0)).where(
        ServiceComplaintWord.complaint_id == complaint.id
    )
    word = ServiceComplaintWord(
        id=uuid4(),
        complaint_id=complaint.id,
        number=session.scalars(last).one() + 1,
        organisation_id=identity.organisation_id,
        said_at=now,
        said_by=identity.user_id,
        text=text,
        evidence_id=own_file_id(session, evidence_id, identity=identity),
    )
    session.add(word)
    session.flush()
    session.expire(complaint, ["words"])
    return word


def tell_addressees(
    session: Session, complaint: ServiceComplaint, event: str, *, now: datetime
) -> None:
    """Tell the carrier it goes to, if any, and the organiser; with the clock while it runs."""
    to = {complaint.group_buy.organiser_id, complaint.carrier_id} - {None, complaint.member_id}
    member = session.get_one(Organisation, complaint.member_id)
    running = complaint.state == ServiceComplaintState.FILED
    notify(
        session,
        event,
        to=[one for one in to if one is not None],
        roles=[Role.CARRIER, Role.PARK_MANAGER, Role.LEAD_ENTERPRISE],
        about=f"{complaint.id}:{len(complaint.words)}",
        path=f"{PATH}{complaint.id}",
        now=now,
        group_buy_id=complaint.group_buy_id,
        due_at=complaint.answer_due_at if running else None,
        number=complaint.number,
        member_zh=member.name_zh,
        member_en=member.name_en,
    )


def tell_member(session: Session, complaint: ServiceComplaint, event: str, now: datetime) -> None:
    """Tell the company that complained."""
    notify(
        session,
        event,
        to=[complaint.member_id],
        roles=[Role.MEMBER],
        about=f"{complaint.id}:{len(complaint.words)}",
        path=f"{PATH}{complaint.id}",
        now=now,
        group_buy_id=complaint.group_buy_id,
        number=complaint.number,
    )
