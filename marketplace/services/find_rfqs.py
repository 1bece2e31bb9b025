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
    return as_told(session, [rfq], identity)[0]


def as_told(session: Session, rfqs: Iterable[Rfq], identity: Identity) -> list[Rfq]:
    """The RFQs as read, without the count of quotes never opened and without others' small lots.

    Organiser and overseers know both. A carrier that learned that it was the only one would ask
    more in the next run; it has to know all lots. To a member a lot of fewer than three members
    that is not its own would tell what one or two others want.
    """
    shown = list(rfqs)
    others = [
        rfq
        for rfq in shown
        if not is_overseer(identity) and not identity.is_of(rfq.group_buy.organiser_id)
    ]
    for rfq in others:
        if rfq.opened_at is None:
            set_committed_value(rfq, "quotes_received", None)
    if identity.kind == OrganisationKind.ENTERPRISE and others:
        told = _lots_told(session, [rfq.id for rfq in others], identity)
        for rfq in others:
            set_committed_value(rfq, "lots", [lot for lot in rfq.lots if lot.id in told])
    return shown


def _lots_told(session: Session, rfq_ids: Sequence[UUID], identity: Identity) -> set[UUID]:
    """The lots in which the member has a line of its own, or three members have."""
    query = (
        sa.select(RfqLine.lot_id)
        .join(Line, Line.id == RfqLine.line_id)
        .where(RfqLine.rfq_id.in_(rfq_ids))
        .group_by(RfqLine.lot_id)
        .having(
            sa.or_(
                sa.func.count(Line.member_id.distinct()) >= LEAST_COMPANIES,
                sa.func.bool_or(Line.member_id == identity.organisation_id),
            )
        )
    )
    return set(session.scalars(query))


def visible_rfqs(identity: Identity, group_buy_id: UUID | None = None) -> sa.Select[Rfq]:
    """The RFQs of the caller as organiser, invited carrier or member; overseers see all."""
    query = (
        sa.select(Rfq)
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .options(
            contains_eager(Rfq.group_buy).joinedload(GroupBuy.organiser),
            selectinload(Rfq.lots).joinedload(Lot.corridor),
        )
        .order_by(Rfq.issued_at.desc(), Rfq.id)
    )
    if group_buy_id is not None:
        query = query.where(Rfq.group_buy_id == group_buy_id)
    if is_overseer(identity):
        return query
    return query.where(_part_of(identity))


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
