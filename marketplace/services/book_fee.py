"""Book what happened to a service fee in the ledger: the last thing its transaction does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import Booking
from marketplace.services.book_stripe import book_stripe
from marketplace.services.post_entry import post_entry


def book_fee(session: Session, bookings: Iterable[Booking], *, now: datetime) -> None:
    """Each once for its cause, however often it is asked; money at Stripe with its object there."""
    session.flush()
    for one in bookings:
        if one.stripe_id is None:
            post_entry(session, cause=one.cause, legs=one.legs, now=now)
        else:
            book_stripe(
                session,
                stripe_id=one.stripe_id,
                about=one.about,
                cause=one.cause,
                legs=one.legs,
                now=now,
            )
