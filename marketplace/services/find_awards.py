"""Reads of solves and awards: each caller sees its own part of an award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.lives import AwardState, GroupBuyState
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import NotFound
from marketplace.models import Award, AwardLine, GroupBuy, Line, Rfq, Solve
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def find_solve(session: Session, *, solve_id: UUID, identity: Identity) -> Solve:
    """The solve; raises NotFound to all but organiser, observer and reviewer."""
    solve = session.scalars(
        sa.select(Solve)
        .where(Solve.id == solve_id)
        .options(joinedload(Solve.rfq).joinedload(Rfq.group_buy))
    ).one_or_none()
    if solve is None:
        raise NotFound()
    require(Permission.AWARD_READ, identity, solve.rfq.group_buy)
    return solve


def solves_of(session: Session, *, rfq_id: UUID, identity: Identity) -> sa.Select[Solve]:
    """The RFQ's solves, newest first, without their documents."""
    rfq = session.scalars(
        sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    ).one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.AWARD_READ, identity, rfq.group_buy)
    query = sa.select(Solve).where(Solve.rfq_id == rfq_id)
    without = (sa.orm.defer(Solve.problem), sa.orm.defer(Solve.result))
    return query.options(*without).order_by(Solve.requested_at.desc(), Solve.id)


def visible_awards(identity: Identity, group_buy_id: UUID | None = None) -> sa.Select[Award]:
    """The awards in which the caller has a part, newest first; observers and reviewers: all."""
    query = (
        sa.select(Award)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .options(contains_eager(Award.group_buy))
        .order_by(Award.awarded_at.desc(), Award.id)
    )
    if group_buy_id is not None:
        query = query.where(Award.group_buy_id == group_buy_id)
    if sees_every_award(identity):
        return query
    return query.where(_part_of(identity))


def sees_every_award(identity: Identity) -> bool:
    return identity.confirmed and bool(identity.roles & {Role.OBSERVER, Role.REVIEWER})


def _part_of(identity: Identity) -> sa.ColumnElement[bool]:
    mine = identity.organisation_id
    if identity.kind == OrganisationKind.CARRIER:
        won = sa.or_(AwardLine.carrier_id == mine, AwardLine.taken_carrier_id == mine)
        return sa.exists().where(AwardLine.award_id == Award.id, won)
    if identity.kind == OrganisationKind.ENTERPRISE:
        has_line = sa.exists().where(
            AwardLine.award_id == Award.id, Line.id == AwardLine.line_id, Line.member_id == mine
        )
        return sa.or_(has_line, GroupBuy.organiser_id == mine)
    return GroupBuy.organiser_id == mine


def find_award(session: Session, *, award_id: UUID, identity: Identity) -> Award:
    """The award; raises NotFound to those without a part in it."""
    query = visible_awards(identity).where(Award.id == award_id)
    award = session.scalars(query).unique().one_or_none()
    if award is None:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return award


TOTALS = ("solve_id", "objective_minor", "cheapest_minor", "lower_bound_minor")


@dataclass(frozen=True)
class AwardSeen:
    """An award for one reader: without its totals for members and carriers."""

    id: UUID
    rfq_id: UUID
    group_buy_id: UUID
    solve_id: UUID | None
    state: AwardState
    round: int
    previous_id: UUID | None
    scenario: str
    parameters: dict[str, Any]
    reason: str
    proven: bool
    objective_minor: int | None
    cheapest_minor: int | None
    lower_bound_minor: int | None
    awarded_at: datetime
    acceptance_opens_at: datetime
    acceptance_due_at: datetime
    clock_stopped_at: datetime | None
    superseded_at: datetime | None
    superseded_reason: str | None
    settled_at: datetime | None


def award_seen(award: Award, identity: Identity) -> AwardSeen:
    """The award as this reader may see it: the total holds the members' outside options."""
    found = {field.name: getattr(award, field.name) for field in fields(AwardSeen)}
    others = identity.kind in (OrganisationKind.CARRIER, OrganisationKind.ENTERPRISE)
    if others and not allowed(Permission.AWARD_READ, identity, award.group_buy):
        found |= dict.fromkeys(TOTALS)
    return AwardSeen(**found)


def lock_award(session: Session, award_id: UUID, *, read: bool = False) -> tuple[Award, GroupBuy]:
    """The award and its group buy, locked, the group buy first; `read`: shared with others."""
    group_buy = session.scalars(
        sa.select(GroupBuy)
        .join(Award, Award.group_buy_id == GroupBuy.id)
        .where(Award.id == award_id)
        .with_for_update(of=GroupBuy, read=read)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if group_buy is None:
        raise NotFound()
    award = session.scalars(
        sa.select(Award)
        .where(Award.id == award_id)
        .with_for_update(read=read)
        .execution_options(populate_existing=True)
    ).one()
    return award, group_buy


def find_due_awards(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Standing awards whose acceptance window has closed and that nobody has settled."""
    query = (
        sa.select(Award.id)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .where(
            Award.state == AwardState.STANDING,
            Award.settled_at.is_(None),
            Award.clock_stopped_at.is_(None),
            Award.acceptance_due_at <= now,
            GroupBuy.state == GroupBuyState.AWARDED,
        )
        .order_by(Award.acceptance_due_at)
    )
    return session.scalars(query).all()
