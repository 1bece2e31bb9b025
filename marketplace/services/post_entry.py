"""Book one fact of money in the ledger: the only way that entries are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger import WITH_FLOOR
from marketplace.domain.ledger_entries import Account, Cause, Leg, balanced
from marketplace.errors import Conflict
from marketplace.models import LedgerAccount, LedgerEntry, LedgerHead, LedgerPosting
from marketplace.services.ledger_totals import (
    SNAPSHOT_EVERY,
    balance_of,
    newest_snapshot,
    take_snapshot,
)


def post_entry(
    session: Session, *, cause: Cause, legs: Iterable[Leg], now: datetime
) -> LedgerEntry:
    """The entry of the cause: written now, or as it was written when the cause came before.

    Nobody else posts until the transaction ends: post last. Who did it is in the audit log of the
    cause. Raises Unbalanced (a defect of the caller); Conflict `ledger_cause_differs` when the
    cause was booked otherwise, `ledger_overdrawn` when more would be given back than is held.
    """
    moved = balanced(legs)
    booked = _booked(session, cause)
    if booked is None:
        session.execute(sa.select(LedgerHead.number).with_for_update())
        booked = _booked(session, cause)
    if booked is not None:
        _require_same(session, booked, moved)
        return booked
    entry, ids = _written(session, cause, moved, now)
    _require_floors(session, entry.number, moved, ids)
    if entry.number - newest_snapshot(session) >= SNAPSHOT_EVERY:
        take_snapshot(session, now=now)
    return entry


def _booked(session: Session, cause: Cause) -> LedgerEntry | None:
    return session.scalars(
        sa.select(LedgerEntry).where(
            LedgerEntry.cause_kind == cause.kind,
            LedgerEntry.cause_id == cause.id,
            LedgerEntry.purpose == cause.purpose,
        )
    ).one_or_none()


def _require_same(session: Session, booked: LedgerEntry, moved: Mapping[Account, int]) -> None:
    query = (
        sa.select(LedgerAccount, LedgerPosting.amount_minor)
        .join(LedgerPosting, LedgerPosting.account_id == LedgerAccount.id)
        .where(LedgerPosting.entry_number == booked.number)
    )
    if {_key(account): amount for account, amount in session.execute(query)} != moved:
        raise Conflict("ledger_cause_differs", number=booked.number)


def _written(
    session: Session, cause: Cause, moved: Mapping[Account, int], now: datetime
) -> tuple[LedgerEntry, dict[Account, UUID]]:
    """The new entry, with the number and time that the database gave it, and its accounts."""
    values = {
        "at": now,
        "cause_kind": cause.kind,
        "cause_id": cause.id,
        "purpose": cause.purpose,
        "legs": len(moved),
    }
    entry = session.scalars(sa.insert(LedgerEntry).values(values).returning(LedgerEntry)).one()
    ids = _accounts(session, moved)
    session.execute(
        sa.insert(LedgerPosting),
        [
            {"entry_number": entry.number, "account_id": ids[account], "amount_minor": amount}
            for account, amount in moved.items()
        ],
    )
    return entry, ids


def _accounts(session: Session, wanted: Iterable[Account]) -> dict[Account, UUID]:
    """The ids of the accounts, opened where there was none; the head's lock is held."""
    accounts = list(wanted)
    query = sa.select(LedgerAccount).where(
        LedgerAccount.purpose.in_({one.purpose for one in accounts}),
        sa.or_(
            LedgerAccount.organisation_id.is_(None),
            LedgerAccount.organisation_id.in_({one.organisation_id for one in accounts} - {None}),
        ),
    )
    found = {_key(account): account.id for account in session.scalars(query)}
    for account in accounts:
        if account not in found:
            found[account] = uuid4()
            session.add(
                LedgerAccount(
                    id=found[account],
                    purpose=account.purpose,
                    organisation_id=account.organisation_id,
                    currency=account.currency,
                )
            )
    session.flush()  # postings name them
    return found


def _key(account: LedgerAccount) -> Account:
    return Account(account.purpose, account.organisation_id, account.currency)


def _require_floors(
    session: Session, number: int, moved: Mapping[Account, int], ids: Mapping[Account, UUID]
) -> None:
    """Said here in words; the database refuses it at the commit anyway."""
    for account, amount in moved.items():
        floor = account.purpose in WITH_FLOOR and amount > 0
        if floor and balance_of(session, ids[account], as_of=number) > 0:
            raise Conflict("ledger_overdrawn")
