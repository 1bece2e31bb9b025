"""Sums of the ledger as of an entry: the newest snapshot and what came later, constant work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import LedgerBalance, LedgerEntry, LedgerHead, LedgerPosting, LedgerSnapshot

SNAPSHOT_EVERY = 1_000
"entries: so many at most lie between the newest entry and the newest snapshot"


def totals_as_of(number: int) -> sa.Subquery:
    """By `account_id`, `debit` and `credit`: all that was booked up to the entry of that number.

    What is known as of a number never changes: numbers are in the order of commit.
    """
    newest = sa.select(sa.func.coalesce(sa.func.max(LedgerSnapshot.as_of), 0)).where(
        LedgerSnapshot.as_of <= number
    )
    start = newest.scalar_subquery()
    kept = sa.select(
        LedgerBalance.account_id, LedgerBalance.debit_minor, LedgerBalance.credit_minor
    ).where(LedgerBalance.as_of == start)
    amount = LedgerPosting.amount_minor
    later = sa.select(
        LedgerPosting.account_id, sa.func.greatest(amount, 0), sa.func.greatest(-amount, 0)
    ).where(LedgerPosting.entry_number > start, LedgerPosting.entry_number <= number)
    both = kept.union_all(later).subquery()
    return (
        sa.select(
            both.c.account_id,
            _whole(sa.func.sum(both.c.debit_minor)).label("debit"),
            _whole(sa.func.sum(both.c.credit_minor)).label("credit"),
        )
        .group_by(both.c.account_id)
        .subquery()
    )


def _whole(amount: Any) -> Any:
    return sa.cast(amount, sa.BigInteger)


def balance_of(session: Session, account_id: UUID, *, as_of: int | None = None) -> int:
    """Debits less credits of one account in minor units, now or as of an entry."""
    number = last_number(session) if as_of is None else as_of
    balance: int = session.execute(
        sa.select(sa.func.ledger_balance(account_id, number, type_=sa.BigInteger))
    ).scalar_one()
    return balance


def last_number(session: Session) -> int:
    """The number of the newest entry; 0 for none."""
    return session.scalars(sa.select(LedgerHead.number)).one()


def last_number_before(session: Session, at: datetime) -> int:
    """The number of the newest entry booked before that instant; 0 for none."""
    query = sa.select(LedgerEntry.number).where(LedgerEntry.at < at)
    newest = query.order_by(LedgerEntry.at.desc(), LedgerEntry.number.desc()).limit(1)
    return session.scalars(newest).one_or_none() or 0


def take_snapshot(session: Session, *, now: datetime) -> int | None:
    """Keep the sums of every account as of the newest entry; its number, None for nothing new.

    Waits for whoever is posting, and lets nobody post until the transaction ends.
    """
    number = session.scalars(sa.select(LedgerHead.number).with_for_update()).one()
    if number == newest_snapshot(session):
        return None
    totals = totals_as_of(number)
    sums = sa.select(sa.literal(number), totals.c.account_id, totals.c.debit, totals.c.credit)
    kept = session.execute(sums).all()  # read before the snapshot itself counts as one
    session.execute(sa.insert(LedgerSnapshot).values(as_of=number, taken_at=now))
    names = ("as_of", "account_id", "debit_minor", "credit_minor")
    session.execute(sa.insert(LedgerBalance), [dict(zip(names, row, strict=True)) for row in kept])
    return number


def newest_snapshot(session: Session) -> int:
    """The entry as of which the newest snapshot was taken; 0 for none."""
    newest = sa.select(sa.func.coalesce(sa.func.max(LedgerSnapshot.as_of), 0))
    return session.execute(newest).scalar_one()
