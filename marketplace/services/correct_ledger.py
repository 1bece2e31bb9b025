"""The operator's correction: an entry between an account and one of the platform's, with a reason.

For what no deposit, fee, refund or dispute says: an adjustment at Stripe, a payer who sent back
what it had twice, an exchange of currencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.ledger import CHART, AccountPurpose
from marketplace.domain.ledger_entries import Account, Cause, CauseKind, EntryPurpose, Leg
from marketplace.errors import invalid
from marketplace.models import LedgerAccount, LedgerEntry
from marketplace.models.audit import PLATFORM_CHAIN, record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.book_stripe import book_stripe
from marketplace.services.find_ledger_accounts import find_account
from marketplace.services.post_entry import post_entry

PLATFORMS = tuple(purpose for purpose, row in CHART.items() if not row.of_organisation)
"accounts that may stand on the other side"


class Side(StrEnum):
    DEBIT = "debit"
    CREDIT = "credit"


@dataclass(frozen=True)
class Correction:
    """Named in the audit log with its reason; what it moved is its entry."""

    id: UUID
    audit_subject = "ledger_correction"
    audit_chain = PLATFORM_CHAIN


def correct_ledger(
    session: Session,
    *,
    account_id: UUID,
    side: Side,
    amount_minor: int,
    against: AccountPurpose,
    reason: str,
    stripe_id: str | None,
    identity: Identity,
    now: datetime,
) -> LedgerEntry:
    """`amount_minor` (of the account's currency) on that side of the account, the other against it.

    `stripe_id` names the movement at Stripe that it books, once. Raises Forbidden, NotFound,
    Invalid, Conflict (ledger_overdrawn, ledger_cause_differs, stripe_booked_otherwise).
    """
    require(Permission.OPERATE, identity)
    account = find_account(session, account_id, identity=identity)
    legs = _legs(account, side, amount_minor, against)
    made = Correction(uuid4())
    record(
        session, made, "correct", by=identity, now=now, reason=reason, account=str(account.id),
        side=str(side), amount_minor=amount_minor, against=str(against), stripe_id=stripe_id,
    )  # fmt: skip
    session.flush()
    cause = Cause(CauseKind.CORRECTION, made.id, EntryPurpose.SETTLED)
    if stripe_id is None:
        return post_entry(session, cause=cause, legs=legs, now=now)
    if AccountPurpose.STRIPE_CLEARING not in (account.purpose, against):
        raise invalid("/stripe_id", "ledger_not_cleared")
    return book_stripe(session, stripe_id=stripe_id, about=None, cause=cause, legs=legs, now=now)


def _legs(
    account: LedgerAccount, side: Side, amount_minor: int, against: AccountPurpose
) -> tuple[Leg, Leg]:
    if against not in PLATFORMS or against == account.purpose:
        raise invalid("/against", "ledger_against")
    signed = amount_minor if side is Side.DEBIT else -amount_minor
    corrected = Account(account.purpose, account.organisation_id, account.currency)
    return Leg(corrected, signed), Leg(Account(against, currency=account.currency), -signed)
