"""A member files a complaint of service: to carrier and organiser, or to the latter alone."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.domain.complaint_way import ComplaintCategory, answer_due_at, complaint_number
from marketplace.domain.lives import ServiceComplaintState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound, invalid
from marketplace.models import Contract, ContractLine, GroupBuy, Participation, ServiceComplaint
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.say_in_complaint import say, tell_addressees

log = logging.getLogger(__name__)


def file_complaint(
    session: Session,
    *,
    group_buy_id: UUID,
    contract_line_id: UUID | None,
    to_carrier: bool,
    category: ComplaintCategory,
    subject: str,
    text: str,
    evidence_id: UUID | None,
    config: Config,
    identity: Identity,
    now: datetime,
) -> ServiceComplaint:
    """About a line of the member's contracts, or about the group buy. Its clock begins.

    Raises NotFound (no part in it), Forbidden, Invalid (contract_line_id, to_carrier, evidence_id).
    """
    group_buy = _group_buy_of(session, group_buy_id, identity)
    contract = _contract_of(session, group_buy_id, contract_line_id, identity)
    if to_carrier and contract is None:
        raise invalid("/contract_line_id", "complaint_needs_line")
    if not to_carrier and identity.is_of(group_buy.organiser_id):
        raise invalid("/to_carrier", "complaint_to_oneself")
    complaint = ServiceComplaint(
        id=(id_ := uuid4()),
        number=complaint_number(local_day(now).year, id_.hex),
        group_buy=group_buy,
        contract_line_id=contract_line_id,
        member_id=identity.organisation_id,
        carrier_id=contract.carrier_id if contract and to_carrier else None,
        category=str(category),
        subject=subject,
        state=ServiceComplaintState.FILED,
        filed_at=now,
        filed_by=identity.user_id,
        answer_due_at=answer_due_at(now, config.complaint_days),
    )
    require(Permission.SERVICE_COMPLAIN, identity, complaint)
    session.add(complaint)
    say(session, complaint, text, evidence_id, identity=identity, now=now)
    due = complaint.answer_due_at.isoformat()
    record(session, complaint, "file", by=identity, now=now, to_state="filed", due_at=due)
    tell_addressees(session, complaint, "complaint_filed", now=now)
    log.info("complaint_filed", extra={"complaint_id": complaint.id})
    return complaint


def _contract_of(
    session: Session, group_buy_id: UUID, contract_line_id: UUID | None, identity: Identity
) -> Contract | None:
    """The contract of the line named; Invalid unless it is the member's in this group buy."""
    if contract_line_id is None:
        return None
    query = (
        sa.select(Contract)
        .join(ContractLine, ContractLine.contract_id == Contract.id)
        .where(
            ContractLine.id == contract_line_id,
            ContractLine.group_buy_id == group_buy_id,
            Contract.member_id == identity.organisation_id,
        )
    )
    contract = session.scalars(query).one_or_none()
    if contract is None:
        raise invalid("/contract_line_id", "not_known", value=str(contract_line_id))
    return contract


def _group_buy_of(session: Session, group_buy_id: UUID, identity: Identity) -> GroupBuy:
    """The group buy, for those who take or took part in it; else NotFound."""
    part = sa.exists().where(
        Participation.group_buy_id == GroupBuy.id,
        Participation.member_id == identity.organisation_id,
    )
    query = sa.select(GroupBuy).where(GroupBuy.id == group_buy_id)
    query = query.options(joinedload(GroupBuy.organiser))
    group_buy = session.scalars(query.where(part)).one_or_none()
    if group_buy is None:
        raise NotFound()
    return group_buy
