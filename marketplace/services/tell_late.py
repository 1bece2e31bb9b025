"""Tell once of a milestone that is past its due day: the carrier, the member, the organiser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import MilestoneState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.models import AuditEntry, ContractLine, GroupBuy, Milestone
from marketplace.models.audit import record
from marketplace.services.notify import notify

LATE = "late"
"the audit log's event; it is recorded once per milestone"


def find_late_milestones(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Milestones not done by 24:00 of their due day, of which nobody was told yet.

    Of a line whose contract has ended nothing is waited for.
    """
    query = sa.select(Milestone.id).where(_untold(now)).order_by(Milestone.due_on)
    return session.scalars(query).all()


def tell_late_milestone(session: Session, *, milestone_id: UUID, now: datetime) -> bool:
    """Tell of the milestone unless another worker did or it is done; whether it was told."""
    query = (
        sa.select(Milestone)
        .where(Milestone.id == milestone_id)
        .options(joinedload(Milestone.contract_line).joinedload(ContractLine.contract))
        .with_for_update(of=Milestone)
        .execution_options(populate_existing=True)
    )
    milestone = session.scalars(query).one_or_none()
    untold = sa.select(Milestone.id).where(Milestone.id == milestone_id, _untold(now))
    if milestone is None or session.scalar(untold) is None:
        return False
    due_on = milestone.due_on.isoformat()
    record(session, milestone, LATE, by=None, now=now, kind=str(milestone.kind), due_on=due_on)
    _tell(session, milestone, now)
    return True


def _untold(now: datetime) -> sa.ColumnElement[bool]:
    told = sa.exists().where(
        AuditEntry.subject == Milestone.audit_subject,
        AuditEntry.subject_id == Milestone.id,
        AuditEntry.event == LATE,
    )
    ended = sa.exists().where(
        ContractLine.id == Milestone.contract_line_id, ContractLine.ended_at.is_not(None)
    )
    planned = Milestone.state == MilestoneState.PLANNED
    return sa.and_(planned, Milestone.due_on < local_day(now), ~ended, ~told)


def _tell(session: Session, milestone: Milestone, now: datetime) -> None:
    line = milestone.contract_line
    contract = line.contract
    told: dict[str, Any] = {
        "about": milestone.id,
        "now": now,
        "group_buy_id": milestone.group_buy_id,
        "reference": line.reference,
        "number": contract.number,
        "due_on": milestone.due_on.isoformat(),
    }
    notify(
        session,
        "milestone_late",
        to=[contract.carrier_id, contract.member_id],
        roles=[Role.CARRIER, Role.MEMBER],
        path=f"/installation/lines/{line.id}",
        **told,
    )
    organiser_id = session.scalar(
        sa.select(GroupBuy.organiser_id).where(GroupBuy.id == milestone.group_buy_id)
    )
    notify(
        session,
        "milestone_late",
        to=[organiser_id] if organiser_id else [],
        roles=[Role.PARK_MANAGER, Role.LEAD_ENTERPRISE],
        path=f"/installation/group-buys/{milestone.group_buy_id}",
        **told,
    )
