"""What was posted to an account, with the balance after each; and one entry with its postings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from marketplace.errors import NotFound
from marketplace.models import LedgerAccount, LedgerEntry, LedgerPosting
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_ledger_accounts import MOST_EXPORTED, at_most_exported
from marketplace.services.find_trial_balance import Period


@dataclass(frozen=True)
class PostingSeen:
    """One posting of an account; `balance_minor` as the account's kind has it, after the entry."""

    entry: LedgerEntry
    account: LedgerAccount
    debit_minor: int
    credit_minor: int
    balance_minor: int


def postings_of(
    account: LedgerAccount, period: Period, *, identity: Identity
) -> sa.Select[LedgerPosting]:
    """Its postings in the period, newest first; `with_balances` turns a page of them into rows."""
    require(Permission.LEDGER_READ, identity)
    return postings_in(account, period)


def postings_in(account: LedgerAccount, period: Period) -> sa.Select[LedgerPosting]:
    """The same once it is known that the caller may read the account."""
    return (
        sa.select(LedgerPosting)
        .join(LedgerPosting.entry)
        .options(contains_eager(LedgerPosting.entry))
        .where(
            LedgerPosting.account_id == account.id,
            LedgerPosting.entry_number > period.after,
            LedgerPosting.entry_number <= period.last,
        )
        .order_by(LedgerPosting.entry_number.desc())
    )


def with_balances(
    session: Session, account: LedgerAccount, postings: Sequence[LedgerPosting]
) -> list[PostingSeen]:
    """The postings, neighbours and newest first, each with the balance after it: one query."""
    if not postings:
        return []
    query = sa.select(
        sa.func.ledger_balance(account.id, postings[0].entry_number, type_=sa.BigInteger)
    )
    balance = session.execute(query).scalar_one()
    rows = []
    for one in postings:
        shown = balance * account.chart.kind.sign
        rows.append(PostingSeen(one.entry, account, one.debit_minor, one.credit_minor, shown))
        balance -= one.amount_minor
    return rows


def all_postings(
    session: Session, account: LedgerAccount, period: Period, *, identity: Identity
) -> list[PostingSeen]:
    """The account's postings in the period, for a sheet: oldest first. Raises Invalid."""
    return every_posting(session, account, postings_of(account, period, identity=identity))


def every_posting(
    session: Session, account: LedgerAccount, query: sa.Select[LedgerPosting]
) -> list[PostingSeen]:
    """All that the query gives, oldest first. Raises Invalid when it is too much for a sheet."""
    found = at_most_exported(session.scalars(query.limit(MOST_EXPORTED + 1)).all())
    return with_balances(session, account, found)[::-1]


def find_entry(session: Session, number: int, *, identity: Identity) -> LedgerEntry:
    """One entry with its postings, debits first; raises Forbidden, NotFound."""
    require(Permission.LEDGER_READ, identity)
    query = (
        sa.select(LedgerEntry)
        .where(LedgerEntry.number == number)
        .options(
            selectinload(LedgerEntry.postings)
            .joinedload(LedgerPosting.account)
            .joinedload(LedgerAccount.organisation)
        )
    )
    entry = session.scalars(query).one_or_none()
    if entry is None:
        raise NotFound()
    return entry
