"""The contract line a carrier works on, locked with its contract: in force and not live yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ContractState, MilestoneKind
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, NotFound, invalid
from marketplace.models import Contract, ContractLine, Line, LineTest, Milestone
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract


@dataclass(frozen=True)
class Work:
    """A line under installation with its contract and its milestones by kind."""

    contract: Contract
    line: ContractLine
    steps: dict[MilestoneKind, Milestone]

    @property
    def in_force_on(self) -> date:
        """The day on which the later of the two signed."""
        signed = (self.contract.member_signed_at, self.contract.carrier_signed_at)
        return local_day(max(at for at in signed if at))


def lock_installation(session: Session, contract_line_id: UUID, *, identity: Identity) -> Work:
    """The line with its contract locked, for the carrier.

    Raises NotFound, Forbidden, Conflict (contract_not_in_force, already_live).
    """
    contract_id = session.scalar(
        sa.select(ContractLine.contract_id).where(ContractLine.id == contract_line_id)
    )
    if contract_id is None:
        raise NotFound()
    contract, _ = lock_contract(session, contract_id)
    require(Permission.CONTRACT_DELIVER, identity, contract)
    line = session.scalars(
        sa.select(ContractLine)
        .where(ContractLine.id == contract_line_id)
        .options(joinedload(ContractLine.line).joinedload(Line.corridor))
        .execution_options(populate_existing=True)
    ).one()
    if contract.state != ContractState.IN_FORCE or line.ended_at is not None:
        raise Conflict("contract_not_in_force", state=str(contract.state))
    if line.live_on is not None:
        raise Conflict("already_live", live_on=line.live_on.isoformat())
    return Work(contract, line, steps_of(session, line.id))


def lock_milestone(
    session: Session, milestone_id: UUID, *, identity: Identity
) -> tuple[Work, Milestone]:
    """The milestone with its line, locked likewise."""
    line_id = session.scalar(
        sa.select(Milestone.contract_line_id).where(Milestone.id == milestone_id)
    )
    if line_id is None:
        raise NotFound()
    work = lock_installation(session, line_id, identity=identity)
    return work, next(one for one in work.steps.values() if one.id == milestone_id)


def steps_of(session: Session, contract_line_id: UUID) -> dict[MilestoneKind, Milestone]:
    """The line's milestones, as they are on record now."""
    found = session.scalars(
        sa.select(Milestone)
        .where(Milestone.contract_line_id == contract_line_id)
        .execution_options(populate_existing=True)
    )
    return {one.kind: one for one in found}


def last_test(session: Session, contract_line_id: UUID) -> LineTest | None:
    """The test that counts: the last one recorded."""
    return session.scalars(
        sa.select(LineTest)
        .where(LineTest.contract_line_id == contract_line_id)
        .order_by(LineTest.recorded_at.desc(), LineTest.tested_on.desc())
        .limit(1)
    ).one_or_none()


def require_passed_test(session: Session, contract_line_id: UUID) -> LineTest:
    """The last test if it passed; raises Conflict (test_missing, test_failed)."""
    test = last_test(session, contract_line_id)
    if test is None:
        raise Conflict("test_missing")
    if not test.passed:
        raise Conflict("test_failed", tested_on=test.tested_on.isoformat())
    return test


def refuse_day(pointer: str, day: date, *, since: date, now: datetime) -> None:
    """A day on which something was done lies between `since` and today; raises Invalid."""
    if day > local_day(now):
        raise invalid(pointer, "day_in_future")
    if day < since:
        raise invalid(pointer, "order", other=since.isoformat())
