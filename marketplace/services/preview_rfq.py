"""What an RFQ would ask for if it were issued now, and who would be invited to quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState
from marketplace.domain.products import Product, may_sell
from marketplace.domain.quote_faults import lot_code
from marketplace.domain.working_days import local_day
from marketplace.models import Corridor, GroupBuy, Line, Organisation, Rfq, RfqLine, SealedQuote
from marketplace.models.rfq import Lot
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.open_group_buy import carrier_scopes


@dataclass(frozen=True)
class LotSize:
    """A lot and how much is asked for in it."""

    code: str
    corridor: Corridor
    product: Product
    lines: int
    mbps: int


@dataclass(frozen=True)
class Preview:
    """The lots, and each carrier that can be invited with the lots it may quote for."""

    group_buy: GroupBuy
    lots: list[LotSize]
    carriers: list[tuple[Organisation, list[str]]]


def preview_rfq(
    session: Session, *, group_buy_id: UUID, identity: Identity, now: datetime
) -> Preview:
    """What `issue_rfq` would send. Raises NotFound, Forbidden."""
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.RFQ_ORGANISE)
    lots = _pooled_lots(session, group_buy_id)
    return Preview(group_buy, lots, _invitable(session, lots, now))


def lot_sizes(session: Session, *, rfq_id: UUID, identity: Identity) -> list[LotSize]:
    """The lots of an issued RFQ with the number of their lines and their bandwidth."""
    find_rfq(session, rfq_id=rfq_id, identity=identity)
    query = (
        sa.select(Corridor, Lot.product, sa.func.count(), sa.func.sum(Line.mbps))
        .join(Lot, Lot.corridor_id == Corridor.id)
        .join(RfqLine, RfqLine.lot_id == Lot.id)
        .join(Line, Line.id == RfqLine.line_id)
        .where(Lot.rfq_id == rfq_id, Line.state != LineState.RELEASED)
        .group_by(Corridor.id, Lot.product, Lot.code)
        .order_by(Lot.code)
    )
    return [_lot(*row) for row in session.execute(query)]


def invited_carriers(
    session: Session, *, rfq_id: UUID, identity: Identity
) -> Sequence[Organisation]:
    """The invited carriers by name: nothing in it tells who has quoted. Raises NotFound."""
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    require(Permission.RFQ_READ, identity, rfq.group_buy)
    query = (
        sa.select(Organisation)
        .join(SealedQuote, SealedQuote.carrier_id == Organisation.id)
        .where(SealedQuote.rfq_id == Rfq.id, Rfq.id == rfq_id)
        .order_by(Organisation.name_zh, Organisation.id)
    )
    return session.scalars(query).all()


def _pooled_lots(session: Session, group_buy_id: UUID) -> list[LotSize]:
    query = (
        sa.select(Corridor, Line.product, sa.func.count(), sa.func.sum(Line.mbps))
        .join(Line, Line.corridor_id == Corridor.id)
        .where(Line.group_buy_id == group_buy_id, Line.state == LineState.POOLED)
        .group_by(Corridor.id, Line.product)
        .order_by(Corridor.code, Line.product)
    )
    return [_lot(*row) for row in session.execute(query)]


def _lot(corridor: Corridor, product: Product, lines: int, mbps: int) -> LotSize:
    return LotSize(lot_code(corridor.code, product), corridor, product, lines, int(mbps))


def _invitable(
    session: Session, lots: Sequence[LotSize], now: datetime
) -> list[tuple[Organisation, list[str]]]:
    scopes = carrier_scopes(session, local_day(now))
    able = {
        carrier: [lot.code for lot in lots if may_sell(held, lot.product)]
        for carrier, held in scopes.items()
    }
    named = session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_([carrier for carrier, codes in able.items() if codes]))
        .order_by(Organisation.name_zh, Organisation.id)
    )
    return [(carrier, able[carrier.id]) for carrier in named]
