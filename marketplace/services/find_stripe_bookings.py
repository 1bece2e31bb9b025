"""What is booked of Stripe's objects, and what stands on the clearing account."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.reconciling import Amount
from marketplace.models import LedgerAccount, StripeBooking
from marketplace.services.ledger_totals import balance_of

AT_ONCE = 5_000


def bookings_named(session: Session, names: Collection[str]) -> dict[str, Amount]:
    """By name, those of them that are booked."""
    wanted, found = list(names), {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        found.update(_amounts(session, StripeBooking.stripe_id.in_(part)))
    return found


def bookings_since(session: Session, since: datetime) -> dict[str, Amount]:
    """By name, what was booked since then in real time."""
    return _amounts(session, StripeBooking.booked_at >= since)


def _amounts(session: Session, which: sa.ColumnElement[bool]) -> dict[str, Amount]:
    query = sa.select(
        StripeBooking.stripe_id, StripeBooking.amount_minor, StripeBooking.currency
    ).where(which)
    return {name: Amount(minor, currency) for name, minor, currency in session.execute(query)}


def cleared(session: Session) -> dict[str, int]:
    """By currency, what stands on the clearing account; minor units."""
    query = sa.select(LedgerAccount).where(LedgerAccount.purpose == AccountPurpose.STRIPE_CLEARING)
    return {one.currency: balance_of(session, one.id) for one in session.scalars(query)}
