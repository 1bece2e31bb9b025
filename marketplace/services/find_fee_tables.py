"""The published fee tables: every version for everybody, and the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_table import FeeRow
from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import FeeTable, GroupBuy
from marketplace.services.find_platform import current_statement

NEWEST = FeeTable.version.desc()


@dataclass(frozen=True)
class FeeTerms:
    """What the contracts of one group buy will owe: the table's version and its rows that count.

    `agreed`: kept at the opening; else the table in force now, which the opening will keep.
    """

    table: FeeTable
    rows: list[FeeRow]
    agreed: bool

    @property
    def free(self) -> bool:
        return all(row.is_free for row in self.rows)


def fee_tables() -> sa.Select[FeeTable]:
    """Every version, the newest first; public (PLAT-04, PLAT-16)."""
    return sa.select(FeeTable).order_by(NEWEST)


def find_fee_table(session: Session, version: int) -> FeeTable:
    """One version. Raises NotFound."""
    found = session.scalars(sa.select(FeeTable).where(FeeTable.version == version)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def table_in_force(session: Session, at: datetime) -> FeeTable | None:
    """The newest version published by then whose day had come; None while there was none."""
    query = fee_tables().where(FeeTable.effective_on <= local_day(at), FeeTable.published_at <= at)
    return session.scalars(query.limit(1)).one_or_none()


def newest_table(session: Session) -> FeeTable | None:
    """The one published last, in force or not."""
    return session.scalars(fee_tables().limit(1)).one_or_none()


def find_fee_terms(session: Session, group_buy: GroupBuy, *, now: datetime) -> FeeTerms | None:
    """What contracts of the group buy owe the platform; None: nothing at all."""
    agreed = group_buy.state != GroupBuyState.DRAFT
    if agreed:
        table = (
            None if group_buy.fee_table is None else find_fee_table(session, group_buy.fee_table)
        )
    else:
        table = table_in_force(session, now)
    if table is None:
        return None
    rows = [row for row in table.rows if row.mode in (None, group_buy.mode)]
    return FeeTerms(table, rows, agreed)


def fees_on(session: Session, *, online: bool) -> bool:
    """Whether a fee can be paid at all."""
    return bool(ways_on(session, online=online))


def ways_on(session: Session, *, online: bool) -> list[FeeWay]:
    """How a fee can be paid, the usual way first: through Stripe where `online` says that keys
    are set, and to the bank account that the platform states."""
    account = current_statement(session).bank_account
    return [FeeWay.STRIPE] * online + [FeeWay.TRANSFER] * bool(account)
