"""An RFQ's lines as carriers read them: building, far city, technical needs; no name or price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from marketplace.domain.lives import LineState
from marketplace.domain.products import Interface, Product, Protection
from marketplace.errors import NotFound
from marketplace.models import Line, Rfq, RfqLine
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import find_rfq, is_invited


@dataclass(frozen=True)
class RfqLineSeen:
    """One line; `line_id` is None for carriers.

    `diverse_from`: the reference of the line whose carrier may not be this one's (two carriers).
    """

    reference: str
    lot: str
    corridor: str
    product: Product
    a_building: str
    z_city: str
    mbps: int
    term_months: int
    protection: Protection
    diverse_from: str | None
    interface: Interface
    availability_bps: int
    rtt_limit_us: int | None
    mttr_hours: int | None
    wanted_on: date
    released: bool
    "since the RFQ was issued: asked for no more"
    line_id: UUID | None


@dataclass(frozen=True)
class RfqLines:
    """The lines as a query, and whether the reader may know their ids."""

    query: sa.Select[RfqLine]
    with_ids: bool

    firsts: Mapping[UUID, str]
    "references of the first lines of pairs, by line"

    def seen(self, lines: Iterable[RfqLine]) -> list[RfqLineSeen]:
        return [_seen(row, self.firsts, with_id=self.with_ids) for row in lines]


def find_rfq_lines(session: Session, *, rfq_id: UUID, identity: Identity) -> RfqLines:
    """The lines by reference; raises NotFound to members and strangers."""
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    with_ids = allowed(Permission.RFQ_READ, identity, rfq.group_buy)
    if not with_ids and not is_invited(session, rfq.id, identity):
        raise NotFound()
    return RfqLines(_lines(rfq), with_ids, _firsts(session, rfq))


def every_rfq_line(session: Session, *, rfq_id: UUID, identity: Identity) -> list[RfqLineSeen]:
    """All lines that are still asked for, at once, for a file or a form."""
    found = find_rfq_lines(session, rfq_id=rfq_id, identity=identity)
    return [line for line in found.seen(session.scalars(found.query)) if not line.released]


def _lines(rfq: Rfq) -> sa.Select[RfqLine]:
    options = (joinedload(RfqLine.lot), joinedload(RfqLine.line).joinedload(Line.corridor))
    query = sa.select(RfqLine).where(RfqLine.rfq_id == rfq.id).options(*options)
    return query.order_by(RfqLine.reference)


def _firsts(session: Session, rfq: Rfq) -> dict[UUID, str]:
    second = aliased(Line)
    pairs = (
        sa.select(RfqLine.line_id, RfqLine.reference)
        .join(second, second.diverse_from_id == RfqLine.line_id)
        .where(RfqLine.rfq_id == rfq.id, second.group_buy_id == rfq.group_buy_id)
    )
    return {row.line_id: row.reference for row in session.execute(pairs)}


def _seen(row: RfqLine, firsts: Mapping[UUID, str], *, with_id: bool) -> RfqLineSeen:
    line = row.line
    return RfqLineSeen(
        reference=row.reference,
        lot=row.lot.code,
        corridor=line.corridor.code,
        product=line.product,
        a_building=line.a_building,
        z_city=line.z_city,
        mbps=line.mbps,
        term_months=line.term_months,
        protection=line.protection,
        diverse_from=firsts.get(line.diverse_from_id) if line.diverse_from_id else None,
        interface=line.interface,
        availability_bps=line.availability_bps,
        rtt_limit_us=line.rtt_limit_us,
        mttr_hours=line.mttr_hours,
        wanted_on=line.wanted_on,
        released=line.state == LineState.RELEASED,
        line_id=row.line_id if with_id else None,
    )


def own_released_lines(session: Session, *, rfq_id: UUID, identity: Identity) -> list[Line]:
    """The caller's own lines that were taken out of the RFQ, with `released_reason`."""
    find_rfq(session, rfq_id=rfq_id, identity=identity)
    query = (
        sa.select(Line)
        .join(RfqLine, RfqLine.line_id == Line.id)
        .where(
            RfqLine.rfq_id == rfq_id,
            Line.member_id == identity.organisation_id,
            Line.state == LineState.RELEASED,
        )
        .order_by(Line.number)
    )
    return list(session.scalars(query))
