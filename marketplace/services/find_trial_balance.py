"""The trial balance (试算平衡表) of a period, by purpose and currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger import CHART, AccountPurpose, Chart, Turnover
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.errors import invalid
from marketplace.models import LedgerAccount
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ledger_totals import last_number_before, totals_as_of

ORDER = list(AccountPurpose)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days in Shanghai, both counted, and the entries booked on them: after one, up to the other.

    Both numbers stand once the days are over, so what is read from them never changes.
    """

    since: date
    until: date
    after: int
    last: int


@dataclass(frozen=True)
class PurposeTurnover:
    """All accounts of one purpose and currency added up."""

    purpose: AccountPurpose
    currency: str
    accounts: int
    turnover: Turnover

    @property
    def chart(self) -> Chart:
        return CHART[self.purpose]


@dataclass(frozen=True)
class Sums:
    """The last line of the trial balance in one currency: left and right are equal."""

    currency: str
    debit_minor: int
    credit_minor: int
    closing_debit_minor: int
    closing_credit_minor: int

    @property
    def even(self) -> bool:
        left = (self.debit_minor, self.closing_debit_minor)
        return left == (self.credit_minor, self.closing_credit_minor)


@dataclass(frozen=True)
class TrialBalance:
    period: Period
    rows: list[PurposeTurnover]
    sums: list[Sums]


def find_period(
    session: Session,
    *,
    identity: Identity,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
) -> Period:
    """The period asked for; this month up to today unless given. Raises Forbidden, Invalid."""
    require(Permission.LEDGER_READ, identity)
    return period_of(session, now=now, since=since, until=until)


def period_of(session: Session, *, now: datetime, since: date | None, until: date | None) -> Period:
    """The same once it is known that the caller may read. Raises Invalid."""
    last_day = until or local_day(now)
    first_day = since or last_day.replace(day=1)
    if last_day < first_day:
        raise invalid("/until", "period_backwards")
    return Period(
        first_day,
        last_day,
        last_number_before(session, end_of_day(first_day - ONE_DAY)),
        last_number_before(session, end_of_day(last_day)),
    )


def find_trial_balance(session: Session, period: Period, *, identity: Identity) -> TrialBalance:
    """Every purpose with an account, one row per currency; raises Forbidden."""
    require(Permission.LEDGER_READ, identity)
    moved = moved_in(period)
    account = LedgerAccount
    query = (
        sa.select(
            account.purpose,
            account.currency,
            sa.func.count(),
            *(sa.cast(sa.func.sum(column), sa.BigInteger) for column in moved.c[1:]),
        )
        .join(moved, moved.c.account_id == account.id)
        .group_by(account.purpose, account.currency)
    )
    rows = [
        PurposeTurnover(purpose, currency, accounts, Turnover(CHART[purpose].kind, *sums))
        for purpose, currency, accounts, *sums in session.execute(query)
    ]
    rows.sort(key=lambda row: (row.currency != "CNY", row.currency, ORDER.index(row.purpose)))
    return TrialBalance(period, rows, _sums(rows))


def _sums(rows: Iterable[PurposeTurnover]) -> list[Sums]:
    by_currency: dict[str, list[Turnover]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row.turnover)
    return [
        Sums(
            currency,
            sum(one.debit_minor for one in found),
            sum(one.credit_minor for one in found),
            sum(one.closing_debit_minor for one in found),
            sum(one.closing_credit_minor for one in found),
        )
        for currency, found in by_currency.items()
    ]


def moved_in(period: Period) -> sa.Subquery:
    """By account known at the end: debits less credits before the period, then its movements."""
    start, end = totals_as_of(period.after), totals_as_of(period.last)
    had_debit, had_credit = (sa.func.coalesce(column, 0) for column in (start.c[1], start.c[2]))
    return (
        sa.select(
            end.c.account_id,
            (had_debit - had_credit).label("before"),
            (end.c.debit - had_debit).label("debit"),
            (end.c.credit - had_credit).label("credit"),
        )
        .outerjoin(start, start.c.account_id == end.c.account_id)
        .subquery()
    )
