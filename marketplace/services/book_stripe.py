"""Book money that moved at Stripe: the entry of the ledger, and which object there it came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.ledger_entries import Cause, Leg
from marketplace.domain.payments import About
from marketplace.errors import Conflict
from marketplace.models import LedgerEntry, StripeBooking
from marketplace.services.post_entry import post_entry


def book_stripe(
    session: Session,
    *,
    stripe_id: str,
    about: About | None,
    cause: Cause,
    legs: Iterable[Leg],
    now: datetime,
) -> LedgerEntry:
    """The entry of the cause, booked for this object at Stripe; the same again books nothing.

    The amount and currency are those of the legs on the clearing account. Call last in a
    transaction, as `post_entry`. Raises Conflict `stripe_booked_otherwise` when the object was
    booked for another cause, and what `post_entry` raises.
    """
    moved = list(legs)
    entry = post_entry(session, cause=cause, legs=moved, now=now)
    cleared = [leg for leg in moved if leg.account.purpose is AccountPurpose.STRIPE_CLEARING]
    values = {
        "stripe_id": stripe_id,
        "entry_number": entry.number,
        "about_kind": about.kind if about else None,
        "about_id": about.id if about else None,
        "amount_minor": sum(leg.amount_minor for leg in cleared),
        "currency": cleared[0].account.currency,
    }
    session.execute(insert(StripeBooking).values(values).on_conflict_do_nothing())
    query = sa.select(StripeBooking.entry_number).where(StripeBooking.stripe_id == stripe_id)
    if session.scalar(query) != entry.number:
        raise Conflict("stripe_booked_otherwise", stripe_id=stripe_id)
    return entry
