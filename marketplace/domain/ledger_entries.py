"""What an entry of the ledger is: a cause, and legs that come to zero in each currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from marketplace.domain.ledger import CHART, CURRENCIES, AccountPurpose
from pricing.money import MAX_MINOR


class CauseKind(StrEnum):
    """What kind of thing an entry comes from; `cause_id` names the one."""

    DEPOSIT = "deposit"
    SERVICE_FEE = "service_fee"
    CREDIT_NOTE = "credit_note"
    PAYOUT = "payout"
    DISPUTE = "dispute"
    CORRECTION = "correction"


class EntryPurpose(StrEnum):
    """What an entry does for its cause; once for each cause."""

    CHARGED = "charged"
    RETURNED = "returned"
    KEPT = "kept"
    PAID_ON = "paid_on"
    INTEREST = "interest"
    INVOICED = "invoiced"
    PAID = "paid"
    CREDITED = "credited"
    SETTLED = "settled"
    COST = "cost"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Cause:
    """Why an entry is made. The same cause is booked once, however often it is asked for."""

    kind: CauseKind
    id: UUID
    purpose: EntryPurpose


@dataclass(frozen=True)
class Account:
    """Which account: what for, whose (None: the platform's), in which currency."""

    purpose: AccountPurpose
    organisation_id: UUID | None = None
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if CHART[self.purpose].of_organisation != (self.organisation_id is not None):
            raise ValueError(f"{self.purpose}: an account of an organisation, or of the platform")
        if self.currency not in CURRENCIES:
            raise ValueError(f"{self.currency} is not kept")


@dataclass(frozen=True)
class Leg:
    """One side of an entry in minor units of the account's currency: debit above 0, credit below.

    Made by `debit` and `credit`.
    """

    account: Account
    amount_minor: int


class Unbalanced(ValueError):
    """The legs of an entry do not come to zero in each currency, or are fewer than two."""


def debit(
    purpose: AccountPurpose, amount_minor: int, of: UUID | None = None, currency: str = "CNY"
) -> Leg:
    return Leg(Account(purpose, of, currency), _amount(amount_minor))


def credit(
    purpose: AccountPurpose, amount_minor: int, of: UUID | None = None, currency: str = "CNY"
) -> Leg:
    return Leg(Account(purpose, of, currency), -_amount(amount_minor))


def _amount(amount_minor: int) -> int:
    if not 0 <= amount_minor <= MAX_MINOR:
        raise ValueError(f"must be from 0 to {MAX_MINOR} minor units")
    return amount_minor


def balanced(legs: Iterable[Leg]) -> dict[Account, int]:
    """By account, what the entry moves, zeros left out; raises Unbalanced."""
    moved: dict[Account, int] = defaultdict(int)
    for leg in legs:
        moved[leg.account] += leg.amount_minor
    sums: dict[str, int] = defaultdict(int)
    for account, amount in moved.items():
        sums[account.currency] += amount
    kept = {account: amount for account, amount in moved.items() if amount}
    if any(sums.values()) or len(kept) < 2:
        raise Unbalanced(f"comes to {dict(sums)} on {len(kept)} accounts")
    return kept
