"""Reads of group buys: one by id, those a caller may see, and what is frozen at the opening."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.deposits import DepositTerms
from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.reference_prices import ReferenceTable, RowKey
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import NotFound
from marketplace.models import AuditEntry, Corridor, GroupBuy, ReferencePrice
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_deposit_terms import find_terms
from marketplace.services.last_asked import LastAsked
from pricing.tiers import Ladder

NEWEST_FIRST = (GroupBuy.created_at.desc(), GroupBuy.id)


def find_group_buy(
    session: Session,
    group_buy_id: UUID,
    identity: Identity | None,
    permission: Permission = Permission.GROUP_BUY_READ,
    *,
    for_update: bool = False,
) -> GroupBuy:
    """The group buy; raises NotFound or Forbidden. Without identity (jobs) no right is asked."""
    query = sa.select(GroupBuy).where(GroupBuy.id == group_buy_id)
    query = query.options(joinedload(GroupBuy.organiser, innerjoin=True))
    if for_update:
        query = query.with_for_update(of=GroupBuy).execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    if identity is not None:
        require(permission, identity, found)
    return found


def visible_group_buys(
    identity: Identity, *, state: GroupBuyState | None = None
) -> sa.Select[GroupBuy]:
    """The group buys that the caller may see, newest first."""
    query = sa.select(GroupBuy).options(selectinload(GroupBuy.organiser))
    query = query.where(is_visible_to(identity))
    if state is not None:
        query = query.where(GroupBuy.state == state)
    return query.order_by(*NEWEST_FIRST)


def is_visible_to(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: the caller may see the group buy of the row."""
    public = sa.and_(GroupBuy.state != GroupBuyState.DRAFT, GroupBuy.opened_at.is_not(None))
    own = GroupBuy.organiser_id == identity.organisation_id
    if identity.confirmed and identity.roles & {Role.OBSERVER, Role.REVIEWER, Role.OPERATOR}:
        return public
    if identity.kind == OrganisationKind.ENTERPRISE and identity.confirmed:
        return sa.or_(own, sa.and_(public, open_to(identity)))
    return own


def open_to(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: the enterprise may take part: `predicates.may_take_part` but for its confirmation."""
    mine = identity.organisation_id
    of_park = sa.and_(GroupBuy.mode == GroupBuyMode.PARK, GroupBuy.organiser_id == identity.park_id)
    among = GroupBuy.invited_ids.contains(sa.dialects.postgresql.array([mine], type_=sa.Uuid()))
    invited = sa.or_(among, GroupBuy.organiser_id == mine)
    return sa.or_(of_park, sa.and_(GroupBuy.mode == GroupBuyMode.DIRECTED, invited))


def find_moves(session: Session, group_buy: GroupBuy) -> list[AuditEntry]:
    """The moves of the group buy itself, oldest first: its timeline."""
    query = sa.select(AuditEntry).where(
        AuditEntry.subject == GroupBuy.audit_subject, AuditEntry.subject_id == group_buy.id
    )
    return list(session.scalars(query.order_by(AuditEntry.seq)))


def due_group_buys(session: Session) -> list[UUID]:
    """Open group buys whose lock time has come."""
    due = sa.select(GroupBuy.id).where(
        GroupBuy.state == GroupBuyState.OPEN, GroupBuy.locks_at <= sa.func.market_now()
    )
    return list(session.scalars(due.order_by(GroupBuy.locks_at)))


@dataclass(frozen=True)
class CorridorFacts:
    """What pricing, checking and drawing a line needs of its corridor."""

    id: UUID
    rtt_floor_us: int
    z_region: str
    "ISO 3166-1 alpha-2"
    code: str
    length_km: float
    a_city_zh: str
    a_city_en: str
    a_latitude: float
    a_longitude: float
    z_city_zh: str
    z_city_en: str
    z_latitude: float
    z_longitude: float


@dataclass(frozen=True)
class FrozenTerms:
    """What never changes once a group buy has opened; may be kept in memory for that reason.

    Who is invited may change: `invited_ids` is empty in what is kept, and filled in by who asks.
    """

    group_buy_id: UUID
    organiser_id: UUID
    mode: str
    ladder: Ladder
    references: ReferenceTable
    corridors: dict[str, CorridorFacts]
    deposit: DepositTerms | None = None
    state: str = GroupBuyState.OPEN
    "for predicates: opened, so not a draft"
    opened_at: bool = True
    invited_ids: tuple[UUID, ...] = ()


_KEPT: LastAsked[UUID, FrozenTerms] = LastAsked(64)


def find_frozen_terms(session: Session, group_buy_id: UUID) -> FrozenTerms:
    """Ladder, list prices and corridors as frozen at the opening; NotFound for a draft."""
    kept = _KEPT.get(group_buy_id)
    if kept is None:
        kept = _read_terms(session, group_buy_id)
        _KEPT.put(group_buy_id, kept)
    return kept


def _read_terms(session: Session, group_buy_id: UUID) -> FrozenTerms:
    head = session.execute(
        sa.select(GroupBuy.organiser_id, GroupBuy.mode, GroupBuy.ladder).where(
            GroupBuy.id == group_buy_id, GroupBuy.opened_at.is_not(None)
        )
    ).one_or_none()
    if head is None:
        raise NotFound()
    return FrozenTerms(
        group_buy_id,
        head.organiser_id,
        head.mode,
        ladder_of(head.ladder),
        _references(session, group_buy_id),
        _corridors(session, group_buy_id),
        find_terms(session, group_buy_id),
    )


def _references(session: Session, group_buy_id: UUID) -> ReferenceTable:
    r: Any = ReferencePrice
    rows = session.execute(
        sa.select(
            r.corridor_id, r.product, r.term_months, r.protection, r.mbps, r.price_minor
        ).where(r.group_buy_id == group_buy_id)
    )
    return ReferenceTable(
        (RowKey(row[0], str(row[1]), row[2], str(row[3])), row[4], row[5]) for row in rows
    )


def _corridors(session: Session, group_buy_id: UUID) -> dict[str, CorridorFacts]:
    used = sa.select(ReferencePrice.corridor_id).where(ReferencePrice.group_buy_id == group_buy_id)
    columns = [getattr(Corridor, one.name) for one in fields(CorridorFacts)]
    query = (
        sa.select(*columns).where(Corridor.id.in_(used)).order_by(Corridor.length_km, Corridor.code)
    )
    return {row.code: CorridorFacts(*row) for row in session.execute(query)}
