"""Reads of installations (报装进度): contracted lines with milestones and tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.activation import SHARES, days_late, least_compensation
from marketplace.domain.lives import ContractState, MilestoneState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import Contract, ContractLine, Line, LineTest, Milestone
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import sees_every_award

T = TypeVar("T", Milestone, LineTest)
ORDER = list(SHARES)


@dataclass(frozen=True)
class Step:
    """A milestone with its days late, today's counted while it is not done."""

    milestone: Milestone
    days_late: int

    @property
    def delayed(self) -> bool:
        """The carrier expects it after the due day."""
        return self.milestone.done_on is None and (
            self.milestone.expected_on > self.milestone.due_on
        )


@dataclass(frozen=True)
class Installation:
    """A contracted line on its way to service and in service."""

    line: ContractLine
    steps: list[Step]
    tests: list[LineTest]
    "in the order they were recorded; the last counts"

    @property
    def last_test(self) -> LineTest | None:
        return self.tests[-1] if self.tests else None

    @property
    def late(self) -> bool:
        """A step that is not done is past its due day."""
        return any(s.days_late and s.milestone.done_on is None for s in self.steps)

    @property
    def delivered_late(self) -> int:
        return delivered_late(self.line)

    @property
    def least_compensation_minor(self) -> int:
        """What the law makes of that at least, in fen (SELL-09b)."""
        return least_compensation(self.line.one_off_minor, self.delivered_late)

    @property
    def promised_rtt_us(self) -> int | None:
        return promised_rtt(self.line)


def delivered_late(line: ContractLine) -> int:
    """By how many days the line went live after the day it was promised for."""
    if line.live_on is None or line.due_on is None:
        return 0
    return days_late(line.due_on, line.live_on, line.live_on)


def promised_rtt(line: ContractLine) -> int | None:
    """The round trip that the line is judged by: the contract's, else the one asked for."""
    return line.rtt_us if line.rtt_us is not None else line.line.rtt_limit_us


def visible_contract_lines(
    identity: Identity,
    *,
    now: datetime,
    group_buy_id: UUID | None = None,
    contract_id: UUID | None = None,
    late: bool = False,
) -> sa.Select[ContractLine]:
    """Lines of contracts in force or completed that the caller may see, not live ones first."""
    query = (
        sa.select(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            Contract.state.in_((ContractState.IN_FORCE, ContractState.COMPLETED)),
            ContractLine.ended_at.is_(None),
        )
        .options(
            contains_eager(ContractLine.contract).options(
                joinedload(Contract.member),
                joinedload(Contract.carrier),
                joinedload(Contract.group_buy),
            ),
            joinedload(ContractLine.line).joinedload(Line.corridor),
        )
        .order_by(
            ContractLine.live_on.is_not(None),
            ContractLine.due_on,
            Contract.number,
            ContractLine.reference,
        )
    )
    if group_buy_id is not None:
        query = query.where(ContractLine.group_buy_id == group_buy_id)
    if contract_id is not None:
        query = query.where(ContractLine.contract_id == contract_id)
    if late:
        query = query.where(has_late_step(local_day(now)))
    if sees_every_award(identity):
        return query
    mine = identity.organisation_id
    return query.where(sa.or_(Contract.member_id == mine, Contract.carrier_id == mine))


def has_late_step(today: date) -> sa.ColumnElement[bool]:
    """Whether a contract line has a step that is past its due day and not done."""
    return sa.exists().where(
        Milestone.contract_line_id == ContractLine.id,
        Milestone.state == MilestoneState.PLANNED,
        Milestone.due_on < today,
    )


def installations(
    session: Session, lines: Sequence[ContractLine], *, now: datetime
) -> list[Installation]:
    """The lines with their milestones and tests: two queries, however many lines."""
    ids, today = [line.id for line in lines], local_day(now)
    steps = _by_line(session.scalars(_of(Milestone, ids)))
    order = (LineTest.recorded_at, LineTest.tested_on)
    tests = _by_line(session.scalars(_of(LineTest, ids).order_by(*order)))
    return [
        Installation(
            line,
            [
                Step(one, days_late(one.due_on, one.done_on, today))
                for one in sorted(steps[line.id], key=lambda one: ORDER.index(one.kind))
            ],
            tests[line.id],
        )
        for line in lines
    ]


def find_installation(
    session: Session, contract_line_id: UUID, *, identity: Identity, now: datetime
) -> Installation:
    """One line with its milestones and tests; NotFound to all but its parties and overseers."""
    query = visible_contract_lines(identity, now=now).where(ContractLine.id == contract_line_id)
    line = session.scalars(query).one_or_none()
    if line is None:
        raise NotFound()
    require(Permission.CONTRACT_READ, identity, line.contract)
    (found,) = installations(session, [line], now=now)
    return found


def _of(model: type[T], ids: list[UUID]) -> sa.Select[T]:
    return sa.select(model).where(model.contract_line_id.in_(ids))


def _by_line(found: Iterable[T]) -> dict[UUID, list[T]]:
    grouped: dict[UUID, list[T]] = defaultdict(list)
    for one in found:
        grouped[one.contract_line_id].append(one)
    return grouped
