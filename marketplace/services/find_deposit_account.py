"""What the ledger says between the platform and an organisation about deposits: its account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.ledger_entries import CauseKind, EntryPurpose
from marketplace.models import LedgerAccount, LedgerEntry, LedgerPosting
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

OWN = (
    AccountPurpose.DEPOSIT_HELD,
    AccountPurpose.INTEREST_PAYABLE,
    AccountPurpose.KEPT_DEPOSIT_PAYABLE,
)
MOST = 1_000


@dataclass(frozen=True)
class AccountLine:
    """One posting: fen that the platform owes more (above zero) or less, and what it owes then."""

    number: int
    at: datetime
    account: AccountPurpose
    cause: CauseKind
    purpose: EntryPurpose
    amount_minor: int
    owed_minor: int


def find_deposit_account(session: Session, *, identity: Identity) -> list[AccountLine]:
    """The newest thousand lines, oldest first; each account runs its own sum."""
    require(Permission.DEPOSIT_CLAIM_LIST, identity)
    owed = -sa.func.sum(LedgerPosting.amount_minor).over(
        partition_by=LedgerAccount.id, order_by=LedgerPosting.entry_number
    )
    query = (
        sa.select(
            LedgerEntry.number,
            LedgerEntry.at,
            LedgerAccount.purpose,
            LedgerEntry.cause_kind,
            LedgerEntry.purpose,
            -LedgerPosting.amount_minor,
            owed,
        )
        .join(LedgerPosting, LedgerPosting.entry_number == LedgerEntry.number)
        .join(LedgerAccount, LedgerAccount.id == LedgerPosting.account_id)
        .where(
            LedgerAccount.organisation_id == identity.organisation_id,
            LedgerAccount.purpose.in_(OWN),
        )
    )
    newest = query.order_by(LedgerEntry.number.desc()).limit(MOST)
    rows = session.execute(newest).all()
    return [AccountLine(*row[:5], int(row[5]), int(row[6])) for row in reversed(rows)]
