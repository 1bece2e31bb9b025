"""A page of Stripe gives way to something else, and is closed there before another is opened."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LIVE_TRIES, TryEvent
from marketplace.models import Deposit, DepositTry


def leave_page(session: Session, deposit: Deposit, now: datetime) -> None:
    """Its live page, if any, is not the deposit's any more; what is paid on it is seen yet.

    The address is kept for as long as the page may be open at Stripe.
    """
    one = deposit.live_try
    if one is not None:
        one.advance(TryEvent.CLOSE, by=None, now=now)
        session.flush()  # before another lives: the database allows one


def is_unread() -> sa.ColumnElement[bool]:
    """Of a try: somebody may have paid or saved there, and that is not known here yet."""
    return sa.or_(DepositTry.state.in_(LIVE_TRIES), DepositTry.page_url.is_not(None))
