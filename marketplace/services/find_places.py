"""Places that members declined, and the waiting companies that may take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.domain.lives import AcceptanceState, WaitingState
from marketplace.domain.quote_pricing import delivered_on
from marketplace.domain.waiting_places import FreePlace, Wish, places_for
from marketplace.domain.working_days import local_day
from marketplace.models import (
    Award,
    AwardLine,
    Line,
    Quote,
    QuotePrice,
    ReferencePrice,
    Rfq,
    WaitingEntry,
)


def find_places(session: Session, award: Award) -> Mapping[UUID, FreePlace]:
    """By waiting entry of the award's group buy, the place that it may take now."""
    waiting = session.scalars(
        sa.select(WaitingEntry)
        .where(
            WaitingEntry.group_buy_id == award.group_buy_id,
            WaitingEntry.state == WaitingState.WAITING,
        )
        .order_by(WaitingEntry.waiting_at, WaitingEntry.id)
    ).all()
    return places_for(map(wish_of, waiting), _free(session, award)) if waiting else {}


def wish_of(entry: WaitingEntry) -> Wish:
    """What the company that waits wants, as far as a place must meet it."""
    line = entry.line
    return Wish(
        entry.id,
        entry.row,
        entry.mbps,
        line.get("own_limit_minor"),
        line.get("rtt_limit_us"),
        line["availability_bps"],
        date.fromisoformat(line["wanted_on"]),
    )


def _free(session: Session, award: Award) -> Iterable[FreePlace]:
    """Lines declined in this window, not of a pair, whose place nobody has taken."""
    due_on = local_day(session.get_one(Rfq, award.rfq_id).quotes_due_at)
    for row in session.execute(_declined(award)):
        yield FreePlace(
            row.line_id,
            (row.corridor_id, row.product, row.term_months, row.protection, row.reference_mbps),
            row.price_minor,
            row.row_mbps,
            row.rtt_us,
            row.availability_bps,
            delivered_on(due_on, row.delivery_days),
        )


def _declined(award: Award) -> Any:
    taken, second = aliased(AwardLine), aliased(Line)
    return (
        sa.select(
            AwardLine.line_id,
            AwardLine.price_minor,
            Line.corridor_id,
            Line.product,
            Line.term_months,
            Line.protection,
            _reference_mbps().label("reference_mbps"),
            QuotePrice.row_mbps,
            QuotePrice.rtt_us,
            QuotePrice.availability_bps,
            QuotePrice.delivery_days,
        )
        .join(Line, Line.id == AwardLine.line_id)
        .join(
            Quote,
            sa.and_(Quote.rfq_id == award.rfq_id, Quote.carrier_id == AwardLine.carrier_id),
        )
        .join(
            QuotePrice,
            sa.and_(QuotePrice.quote_id == Quote.id, QuotePrice.line_id == AwardLine.line_id),
        )
        .where(
            AwardLine.award_id == award.id,
            AwardLine.acceptance == AcceptanceState.DECLINED,
            AwardLine.held.is_(False),
            Line.diverse_from_id.is_(None),
            ~sa.exists().where(second.diverse_from_id == Line.id),
            ~sa.exists().where(
                taken.award_id == award.id, taken.place_of_line_id == AwardLine.line_id
            ),
        )
    )


def _reference_mbps() -> Any:
    """The bandwidth of the reference row that a line takes: its own, else the next larger."""
    return (
        sa.select(sa.func.min(ReferencePrice.mbps))
        .where(
            ReferencePrice.group_buy_id == Line.group_buy_id,
            ReferencePrice.corridor_id == Line.corridor_id,
            ReferencePrice.product == Line.product,
            ReferencePrice.term_months == Line.term_months,
            ReferencePrice.protection == Line.protection,
            ReferencePrice.mbps >= Line.mbps,
        )
        .correlate(Line)
        .scalar_subquery()
    )
