"""The rows of a line that comes from the waiting list: as if it had been there from the start."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import LineState
from marketplace.domain.pooling import PooledLine, needed_tier, needed_volume
from marketplace.domain.quote_pricing import delivered_on
from marketplace.domain.working_days import local_day
from marketplace.models import (
    Award,
    GroupBuy,
    Line,
    Participation,
    QuotePrice,
    Rfq,
    RfqLine,
    WaitingEntry,
)
from marketplace.services.join_group_buy import whole_address
from marketplace.services.state_use import take_use

STATED = (
    "label",
    "product",
    "mbps",
    "term_months",
    "interface",
    "availability_bps",
    "rtt_limit_us",
    "mttr_hours",
    "a_building",
    "a_room",
    "z_city",
    "z_address",
    "z_occupant",
    "z_relation",
    "own_limit_minor",
    "present_monthly_minor",
    "present_exit_minor",
)
DAYS = ("wanted_on", "present_ends_on")


def new_line(session: Session, like: Line, entry: WaitingEntry, stay: Participation) -> Line:
    """The entry's line, at the list price and the price at the lock of the row it is of."""
    group_buy = session.get_one(GroupBuy, entry.group_buy_id)
    ladder, stated = ladder_of(group_buy.ladder), entry.line
    pooled = PooledLine(entry.mbps, like.list_minor, stated.get("own_limit_minor"))
    last = sa.select(sa.func.max(Line.number)).where(Line.participation_id == stay.id)
    days = {name: date.fromisoformat(stated[name]) for name in DAYS if stated.get(name)}
    known: dict[str, Any] = {name: stated[name] for name in STATED if name in stated}
    line = Line(
        **known,
        **days,
        id=uuid4(),
        group_buy_id=entry.group_buy_id,
        participation_id=stay.id,
        member_id=entry.member_id,
        number=(session.scalar(last) or 0) + 1,
        state=LineState.POOLED,
        corridor_id=entry.corridor_id,
        protection=entry.protection,
        a_address=whole_address({"a_room": ""} | stated),
        list_minor=like.list_minor,
        shown_minor=like.locked_minor,
        locked_minor=like.locked_minor,
        need_tier=needed_tier(ladder, pooled),
        need_volume=needed_volume(ladder, pooled),
    )
    take_use(line, stated)
    session.add(line)
    session.flush()
    return line


def new_rfq_line(session: Session, award: Award, like_id: UUID, line: Line) -> RfqLine:
    """The line in the RFQ, beside the one whose place it takes: W0001 and so on."""
    lot_id = session.scalars(
        sa.select(RfqLine.lot_id).where(RfqLine.rfq_id == award.rfq_id, RfqLine.line_id == like_id)
    ).one()
    before = sa.select(sa.func.count()).where(
        RfqLine.rfq_id == award.rfq_id, RfqLine.reference.startswith("W")
    )
    row = RfqLine(
        rfq_id=award.rfq_id,
        line_id=line.id,
        group_buy_id=award.group_buy_id,
        lot_id=lot_id,
        reference=f"W{(session.scalar(before) or 0) + 1:04d}",
        ceiling_minor=line.ceiling_minor,
        outside_option_minor=line.outside_option_minor,
    )
    session.add(row)
    session.flush()
    return row


def copy_quotes(session: Session, award: Award, like_id: UUID, line: Line) -> None:
    """Every quote prices the new line as the one before, where its row serves it too."""
    due_on = local_day(session.get_one(Rfq, award.rfq_id).quotes_due_at)
    found = session.scalars(
        sa.select(QuotePrice).where(
            QuotePrice.rfq_id == award.rfq_id, QuotePrice.line_id == like_id
        )
    )
    columns = [column.key for column in sa.inspect(QuotePrice).column_attrs]
    for price in found.all():
        if serves(price, line, due_on):
            same = {name: getattr(price, name) for name in columns}
            session.add(QuotePrice(**(same | {"line_id": line.id})))
    session.flush()


def serves(price: QuotePrice, line: Line, due_on: date) -> bool:
    """Whether the row that was quoted meets what this line demands."""
    return (
        line.mbps <= price.row_mbps
        and (line.rtt_limit_us is None or price.rtt_us <= line.rtt_limit_us)
        and price.availability_bps >= line.availability_bps
        and delivered_on(due_on, price.delivery_days) <= line.wanted_on
    )
