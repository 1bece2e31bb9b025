"""Reads of complaints of service: the member's, the addressees', the overseers'."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from marketplace.domain.lives import ServiceComplaintState
from marketplace.errors import NotFound
from marketplace.models import GroupBuy, ServiceComplaint, ServiceComplaintWord, StoredFile
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import sees_every_award
from marketplace.services.find_own_file import find_file

PARTIES = (
    joinedload(ServiceComplaint.member),
    joinedload(ServiceComplaint.carrier),
    joinedload(ServiceComplaint.contract_line),
)


def visible_complaints(
    identity: Identity,
    *,
    group_buy_id: UUID | None = None,
    state: ServiceComplaintState | None = None,
) -> sa.Select[ServiceComplaint]:
    """The complaints the caller may see, newest first, without their statements."""
    query = (
        sa.select(ServiceComplaint)
        .join(GroupBuy, GroupBuy.id == ServiceComplaint.group_buy_id)
        .options(contains_eager(ServiceComplaint.group_buy), *PARTIES)
        .order_by(ServiceComplaint.filed_at.desc(), ServiceComplaint.number)
    )
    if group_buy_id is not None:
        query = query.where(ServiceComplaint.group_buy_id == group_buy_id)
    if state is not None:
        query = query.where(ServiceComplaint.state == state)
    if sees_every_award(identity):
        return query
    mine = identity.organisation_id
    return query.where(
        sa.or_(
            ServiceComplaint.member_id == mine,
            ServiceComplaint.carrier_id == mine,
            GroupBuy.organiser_id == mine,
        )
    )


def find_complaint(session: Session, complaint_id: UUID, *, identity: Identity) -> ServiceComplaint:
    """The complaint with its statements; NotFound to those it does not concern."""
    query = (
        sa.select(ServiceComplaint)
        .where(ServiceComplaint.id == complaint_id)
        .options(
            joinedload(ServiceComplaint.group_buy).joinedload(GroupBuy.organiser),
            *PARTIES,
            selectinload(ServiceComplaint.words).joinedload(ServiceComplaintWord.organisation),
        )
        .execution_options(populate_existing=True)
    )
    complaint = session.scalars(query).one_or_none()
    if complaint is None:
        raise NotFound()
    require(Permission.SERVICE_COMPLAINT_READ, identity, complaint)
    return complaint


def find_complaint_evidence(
    session: Session, complaint_id: UUID, number: int, *, identity: Identity
) -> StoredFile:
    """The file of a statement, for those who may see the complaint."""
    complaint = find_complaint(session, complaint_id, identity=identity)
    word = next((word for word in complaint.words if word.number == number), None)
    if word is None:
        raise NotFound()
    return find_file(session, word.evidence_id)
