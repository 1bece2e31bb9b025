"""Book what is the platform's own business with Stripe: what Stripe keeps, and payouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from marketplace.domain.ledger import CURRENCIES, AccountPurpose
from marketplace.domain.ledger_entries import Account, Cause, CauseKind, EntryPurpose, Leg
from marketplace.domain.payments import BalanceMove, MoveKind
from marketplace.domain.reconciling import booking_of, cost_name
from marketplace.services.book_stripe import book_stripe

OWN = {
    MoveKind.PAYOUT: (AccountPurpose.BANK, EntryPurpose.SETTLED),
    MoveKind.PAYOUT_FAILED: (AccountPurpose.BANK, EntryPurpose.REVERSED),
    MoveKind.COST: (AccountPurpose.PAYMENT_COST, EntryPurpose.COST),
}
"By kind of movement, the account on the other side, and what the entry does"


@dataclass(frozen=True)
class OwnBooking:
    """An entry that needs no fact of ours: `amount_minor` above zero comes to clearing."""

    stripe_id: str
    amount_minor: int
    currency: str
    other_side: AccountPurpose
    purpose: EntryPurpose


def own_bookings(move: BalanceMove) -> Iterator[OwnBooking]:
    """What this movement asks to be booked without a deposit or a fee having to say so."""
    if move.currency not in CURRENCIES or move.kind is MoveKind.OTHER:
        return
    name = booking_of(move)
    if name is not None and move.kind in OWN and move.amount_minor:
        yield OwnBooking(name, move.amount_minor, move.currency, *OWN[move.kind])
    if move.cost_minor:
        cost = OWN[MoveKind.COST]
        yield OwnBooking(cost_name(move), -move.cost_minor, move.currency, *cost)


def book_own(session: Session, own: OwnBooking, *, now: datetime) -> None:
    """Once, however often it is seen. Call last in a transaction."""
    clearing = Account(AccountPurpose.STRIPE_CLEARING, currency=own.currency)
    other = Account(own.other_side, currency=own.currency)
    book_stripe(
        session,
        stripe_id=own.stripe_id,
        about=None,
        cause=Cause(CauseKind.PAYOUT, uuid5(NAMESPACE_URL, own.stripe_id), own.purpose),
        legs=(Leg(clearing, own.amount_minor), Leg(other, -own.amount_minor)),
        now=now,
    )
