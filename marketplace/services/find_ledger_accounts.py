"""The accounts of the ledger, each with what stood and moved on it in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.ledger import AccountPurpose, Turnover
from marketplace.errors import NotFound, invalid
from marketplace.models import LedgerAccount
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_trial_balance import ORDER, Period, moved_in

MOST_LISTED = 500
MOST_EXPORTED = 50_000
Row = TypeVar("Row")


@dataclass(frozen=True)
class AccountTurnover:
    """One account with what moved on it in the period."""

    account: LedgerAccount
    turnover: Turnover


def ledger_accounts(
    *,
    identity: Identity,
    purpose: AccountPurpose | None = None,
    organisation_id: UUID | None = None,
) -> sa.Select[LedgerAccount]:
    """The accounts, in the order of the chart; turn a page of them into rows with `turnovers`."""
    require(Permission.LEDGER_READ, identity)
    return accounts_where(purpose=purpose, organisation_id=organisation_id)


def accounts_where(
    *, purpose: AccountPurpose | None = None, organisation_id: UUID | None = None
) -> sa.Select[LedgerAccount]:
    """The same once it is known that the caller may read them."""
    account = LedgerAccount
    query = sa.select(account).options(joinedload(account.organisation))
    if purpose is not None:
        query = query.where(account.purpose == purpose)
    if organisation_id is not None:
        query = query.where(account.organisation_id == organisation_id)
    place = sa.case({str(one): at for at, one in enumerate(ORDER)}, value=account.purpose)
    return query.order_by(account.currency != "CNY", account.currency, place, account.id)


def turnovers(
    session: Session, accounts: Sequence[LedgerAccount], period: Period
) -> list[AccountTurnover]:
    """Those accounts with what moved in the period: one query, zeros for what did not exist."""
    moved = moved_in(period)
    query = sa.select(moved)
    if len(accounts) <= MOST_LISTED:
        query = query.where(moved.c.account_id.in_([one.id for one in accounts]))
    found: dict[UUID, Any] = {row[0]: row[1:] for row in session.execute(query)}
    return [
        AccountTurnover(one, Turnover(one.chart.kind, *found.get(one.id, (0, 0, 0))))
        for one in accounts
    ]


def all_turnovers(session: Session, period: Period, *, identity: Identity) -> list[AccountTurnover]:
    """Every account, for a sheet. Raises Forbidden, Invalid when they are too many for one."""
    query = ledger_accounts(identity=identity).limit(MOST_EXPORTED + 1)
    return turnovers(session, at_most_exported(session.scalars(query).all()), period)


def at_most_exported(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows; raises Invalid when they are more than one sheet holds."""
    if len(rows) > MOST_EXPORTED:
        raise invalid("", "sheet_rows", most=MOST_EXPORTED)
    return rows


def find_account(session: Session, account_id: UUID, *, identity: Identity) -> LedgerAccount:
    """One account; raises Forbidden, NotFound."""
    query = ledger_accounts(identity=identity).where(LedgerAccount.id == account_id)
    account = session.scalars(query).one_or_none()
    if account is None:
        raise NotFound()
    return account
