"""Plan the installation of a contract's lines once it is in force: a milestone per step."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.activation import planned_days
from marketplace.domain.lives import MilestoneState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.models import Contract, ContractLine, Milestone
from marketplace.models.audit import record
from marketplace.services.notify import notify


def plan_activation(session: Session, contract: Contract, now: datetime) -> list[Milestone]:
    """Milestones with due days for every line of a contract that has just come into force.

    Lines that have ended or are planned already are left alone. Carrier and member are told.
    """
    unplanned = (
        sa.select(ContractLine)
        .where(
            ContractLine.contract_id == contract.id,
            ContractLine.ended_at.is_(None),
            ~sa.exists().where(Milestone.contract_line_id == ContractLine.id),
        )
        .order_by(ContractLine.reference)
    )
    lines = session.scalars(unplanned).all()
    planned = [step for line in lines for step in _plan_line(session, line, now)]
    if planned:
        _tell(session, contract, planned, now)
    session.flush()
    return planned


def _plan_line(session: Session, line: ContractLine, now: datetime) -> list[Milestone]:
    steps = []
    for kind, due_on in planned_days(local_day(now), line.delivery_days).items():
        step = Milestone(
            id=uuid4(),
            contract_line_id=line.id,
            group_buy_id=line.group_buy_id,
            kind=kind,
            state=MilestoneState.PLANNED,
            due_on=due_on,
            expected_on=due_on,
        )
        session.add(step)
        record(
            session,
            step,
            "plan",
            by=None,
            now=now,
            to_state=str(step.state),
            kind=str(kind),
            due_on=due_on.isoformat(),
        )
        steps.append(step)
    line.due_on = steps[-1].due_on
    return steps


def _tell(session: Session, contract: Contract, planned: list[Milestone], now: datetime) -> None:
    first = min(step.due_on for step in planned)
    notify(
        session,
        "activation_planned",
        to=[contract.carrier_id, contract.member_id],
        roles=[Role.CARRIER, Role.MEMBER],
        about=contract.id,
        path=f"/installation?contract_id={contract.id}",
        now=now,
        group_buy_id=contract.group_buy_id,
        due_at=end_of_day(first),
        number=contract.number,
    )
