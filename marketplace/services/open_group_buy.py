"""A draft opens: list prices are frozen from the price books valid that day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyEvent, LicenceState, OrganisationState
from marketplace.domain.products import may_sell
from marketplace.domain.reference_prices import CarrierRow, RowKey, lowest_steps
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, invalid
from marketplace.models import (
    GroupBuy,
    Licence,
    Organisation,
    PriceBook,
    PriceBookRow,
    ReferencePrice,
)
from marketplace.security.identity import Identity
from marketplace.services.ask_opening import ask_opening
from marketplace.services.create_group_buy import find_draft
from marketplace.services.find_fee_tables import table_in_force
from marketplace.services.find_organiser_statement import statement_of
from marketplace.services.find_price_books import valid_on
from marketplace.services.tell_of_turn import tell_of_opening


def open_group_buy(
    session: Session, *, group_buy_id: UUID, identity: Identity, now: datetime
) -> GroupBuy:
    """Open a draft for joining and freeze its list prices.

    Raises NotFound, Forbidden, IllegalMove, Invalid (lock time past), Conflict (statement_missing,
    no_list_prices), Stopped (by rules).
    """
    group_buy = find_draft(session, group_buy_id, identity)
    if group_buy.state == "draft" and group_buy.locks_at <= now:
        raise invalid("/locks_at", "not_future")
    group_buy.life.after(group_buy.state, GroupBuyEvent.OPEN)
    statement = statement_of(session, group_buy)
    if not statement.version:
        raise Conflict("statement_missing")
    ask_opening(session, group_buy, statement, by=identity, now=now)
    group_buy.opened_at = now
    table = table_in_force(session, now)
    group_buy.fee_table = table.version if table else None
    group_buy.advance(GroupBuyEvent.OPEN, by=identity, now=now)
    steps = lowest_steps(valid_price_rows(session, local_day(now)))
    if not steps:
        raise Conflict("no_list_prices")
    session.flush()
    session.execute(
        sa.insert(ReferencePrice),
        [
            {
                "group_buy_id": group_buy.id,
                **step.key._asdict(),
                "mbps": step.mbps,
                "price_minor": step.price_minor,
                "row_id": step.row_id,
            }
            for step in steps
        ],
    )
    tell_of_opening(session, group_buy, now=now)
    return group_buy


def valid_price_rows(session: Session, day: date) -> list[CarrierRow]:
    """The rows of published price books valid that day, of carriers licensed for the product."""
    licensed = carrier_scopes(session, day)
    b, r = PriceBook, PriceBookRow
    rows = session.execute(
        sa.select(
            r.id,
            b.carrier_id,
            r.corridor_id,
            r.product,
            r.term_months,
            r.protection,
            r.mbps,
            r.one_off_minor,
            r.monthly_minor,
        )
        .join(b)
        .where(valid_on(day))
    )
    return [
        CarrierRow(
            row.id,
            row.carrier_id,
            RowKey(row.corridor_id, str(row.product), row.term_months, str(row.protection)),
            row.mbps,
            row.one_off_minor,
            row.monthly_minor,
        )
        for row in rows
        if may_sell(licensed.get(row.carrier_id, frozenset()), row.product)
    ]


def carrier_scopes(session: Session, day: date) -> dict[UUID, frozenset[str]]:
    """Licence scopes of each confirmed carrier, from its verified licences valid that day."""
    rows = session.execute(
        sa.select(Licence.carrier_id, Licence.scopes)
        .join(Organisation, Organisation.id == Licence.carrier_id)
        .where(
            Licence.state == LicenceState.VERIFIED,
            Licence.valid_from <= day,
            Licence.valid_to >= day,
            Organisation.state == OrganisationState.CONFIRMED,
        )
    )
    scopes: dict[UUID, frozenset[str]] = {}
    for carrier_id, found in rows:
        scopes[carrier_id] = scopes.get(carrier_id, frozenset()) | frozenset(found)
    return scopes
