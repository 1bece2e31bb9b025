"""Reads of RFQs: those a caller may see, and those that are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domain.anonymity import LEAST_COMPANIES
from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import NotFound
from marketplace.models import GroupBuy, Line, Lot, Rfq, RfqLine, SealedQuote
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

OVERSEERS = frozenset({Role.OBSERVER, Role.REVIEWER, Role.OPERATOR})


def find_rfq(session: Session, *, rfq_id: UUID, identity: Identity) -> Rfq:
    """The RFQ with its lots; raises NotFound to those who have no part in it."""
    rfq = session.scalars(visible_rfqs(identity).where(Rfq.id == rfq_id)).unique().one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return without_count([rfq], identity)[0]


def without_count(rfqs: Iterable[Rfq], identity: Identity) -> list[Rfq]:
    """The RFQs as read, without the count of quotes that were never opened.

    Organiser and overseers know it; a carrier that learned that it was the only one would ask
    more in the next run.
    """
    shown = list(rfqs)
    for rfq in shown:
        knows = is_overseer(identity) or identity.is_of(rfq.group_buy.organiser_id)
        if rfq.opened_at is None and not knows:
            set_committed_value(rfq, "quotes_received", None)
    return shown


def visible_rfqs(identity: Identity, group_buy_id: UUID | None = None) -> sa.Select[Rfq]:
    """The RFQs of the caller as organiser, invited carrier or member; overseers see all."""
    query = (
        sa.select(Rfq)
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .options(
            contains_eager(Rfq.group_buy).joinedload(GroupBuy.organiser),
            selectinload(Rfq.lots.and_(_lots_told(identity))).joinedload(Lot.corridor),
        )
        .order_by(Rfq.issued_at.desc(), Rfq.id)
    )
    if group_buy_id is not None:
        query = query.where(Rfq.group_buy_id == group_buy_id)
    if is_overseer(identity):
        return query
    return query.where(_part_of(identity))


def _lots_told(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: which lots may be told. To a member its own, and those that three members want.

    A lot with fewer would tell it what one or two others want; carriers have to know them all.
    """
    if identity.kind != OrganisationKind.ENTERPRISE:
        return sa.true()
    mine = identity.organisation_id
    wants = sa.select(Line.member_id).join(RfqLine, RfqLine.line_id == Line.id)
    of_lot = wants.where(RfqLine.lot_id == Lot.id).correlate(Lot)
    members = of_lot.with_only_columns(sa.func.count(Line.member_id.distinct()))
    organises = (
        sa.select(Rfq.id)
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .where(Rfq.id == Lot.rfq_id, GroupBuy.organiser_id == mine)
        .correlate(Lot)
    )
    return sa.or_(
        of_lot.where(Line.member_id == mine).exists(),
        members.scalar_subquery() >= LEAST_COMPANIES,
        organises.exists(),
    )


def is_overseer(identity: Identity) -> bool:
    return identity.confirmed and bool(identity.roles & OVERSEERS)


def _part_of(identity: Identity) -> sa.ColumnElement[bool]:
    mine = identity.organisation_id
    if identity.kind == OrganisationKind.CARRIER:
        return invited(mine)
    if identity.kind == OrganisationKind.ENTERPRISE:
        has_line = sa.exists().where(
            RfqLine.rfq_id == Rfq.id, Line.id == RfqLine.line_id, Line.member_id == mine
        )
        return sa.or_(has_line, GroupBuy.organiser_id == mine)
    return GroupBuy.organiser_id == mine


def invited(carrier_id: UUID) -> sa.ColumnElement[bool]:
    """SQL: the carrier is invited to the RFQ of the row."""
    return sa.exists().where(SealedQuote.rfq_id == Rfq.id, SealedQuote.carrier_id == carrier_id)


def is_invited(session: Session, rfq_id: UUID, identity: Identity) -> bool:
    query = sa.select(Rfq.id).where(Rfq.id == rfq_id, invited(identity.organisation_id))
    return session.scalar(query) is not None


def find_rerun(session: Session, *, rfq_id: UUID, identity: Identity) -> Rfq | None:
    """The RFQ that was asked in place of this one, if the caller has a part in it."""
    query = visible_rfqs(identity).where(Rfq.rerun_of_id == rfq_id)
    return session.scalars(query).unique().one_or_none()


def lock_rfq(session: Session, rfq_id: UUID) -> Rfq:
    """The RFQ and its group buy, locked until the transaction ends: the group buy first, always."""
    session.execute(
        sa.select(GroupBuy)
        .join(Rfq, Rfq.group_buy_id == GroupBuy.id)
        .where(Rfq.id == rfq_id)
        .with_for_update(of=GroupBuy)
        .execution_options(populate_existing=True)
    )
    rfq = session.scalars(
        sa.select(Rfq)
        .where(Rfq.id == rfq_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if rfq is None:
        raise NotFound()
    return rfq


def find_due_rfqs(session: Session, *, now: datetime) -> Sequence[UUID]:
    """RFQs whose due time has come and that nobody has opened, the longest due first."""
    query = (
        sa.select(Rfq.id)
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .where(
            Rfq.state == RfqState.QUOTING,
            Rfq.quotes_due_at <= now,
            GroupBuy.state == GroupBuyState.QUOTING,
        )
        .order_by(Rfq.quotes_due_at)
    )
    return session.scalars(query).all()
