"""The entries of service fees in the ledger: for each fact its cause and its legs.

Amounts are fen. Each fact is booked once for its fee or credit note, whatever tells of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import Cause, CauseKind, EntryPurpose, Leg, credit, debit
from marketplace.domain.payments import About, AboutKind
from marketplace.domain.reconciling import FAILED


@dataclass(frozen=True)
class FeeFacts:
    """What an entry of a fee is made of, or of one of its credit notes (`kind`)."""

    id: UUID
    fee_id: UUID
    "of a fee, its own id"
    payer_id: UUID
    net_minor: int
    vat_minor: int
    currency: str = "CNY"
    kind: CauseKind = CauseKind.SERVICE_FEE

    def cause(self, purpose: EntryPurpose) -> Cause:
        return Cause(self.kind, self.id, purpose)

    @property
    def about(self) -> About:
        return About(AboutKind.SERVICE_FEE, self.fee_id)


@dataclass(frozen=True)
class Booking:
    """One entry to be booked last in the transaction; `stripe_id`: what moved the money there."""

    cause: Cause
    legs: tuple[Leg, ...]
    stripe_id: str | None = None
    about: About | None = None


def invoiced(fee: FeeFacts) -> Booking:
    return Booking(fee.cause(EntryPurpose.INVOICED), tuple(_claim(fee)))


def paid(fee: FeeFacts, amount_minor: int, payment_id: str) -> Booking:
    """What came through Stripe, before what it keeps: reconciliation books that."""
    legs = _money(fee, A.STRIPE_CLEARING, amount_minor)
    return Booking(fee.cause(EntryPurpose.PAID), legs, payment_id, fee.about)


def transferred(fee: FeeFacts, amount_minor: int) -> Booking:
    return Booking(fee.cause(EntryPurpose.SETTLED), _money(fee, A.BANK, amount_minor))


def given_back(fee: FeeFacts, amount_minor: int, refund_id: str) -> Booking:
    """What was paid at Stripe though a transfer had come."""
    legs = _back(fee, A.STRIPE_CLEARING, amount_minor)
    return Booking(fee.cause(EntryPurpose.RETURNED), legs, refund_id, fee.about)


def overpaid_back(fee: FeeFacts, amount_minor: int) -> Booking:
    """The same by bank transfer, because its refund failed."""
    cause = Cause(CauseKind.PAYOUT, fee.fee_id, EntryPurpose.RETURNED)
    return Booking(cause, _back(fee, A.BANK, amount_minor))


def came_back(one: FeeFacts, amount_minor: int, refund_id: str) -> Booking:
    """A refund that failed: the money is at Stripe again, and still to be given back."""
    legs = _money(one, A.STRIPE_CLEARING, amount_minor)
    return Booking(one.cause(EntryPurpose.REVERSED), legs, refund_id + FAILED, one.about)


def voided(fee: FeeFacts, credited: tuple[int, int]) -> Booking:
    """The claim is taken back, without what credit notes (net, VAT) took back already."""
    net, tax = fee.net_minor - credited[0], fee.vat_minor - credited[1]
    left = replace(fee, net_minor=net, vat_minor=tax)
    return Booking(fee.cause(EntryPurpose.CREDITED), tuple(_unclaim(left)))


def credited(note: FeeFacts) -> Booking:
    return Booking(note.cause(EntryPurpose.CREDITED), tuple(_unclaim(note)))


def owed_again(note: FeeFacts) -> Booking:
    """The credit note was made void: the claim that it took back stands again."""
    return Booking(note.cause(EntryPurpose.INVOICED), tuple(_claim(note)))


def refunded(note: FeeFacts, amount_minor: int, refund_id: str) -> Booking:
    """The money of a credit note goes back by the way it came."""
    legs = _back(note, A.STRIPE_CLEARING, amount_minor)
    return Booking(note.cause(EntryPurpose.RETURNED), legs, refund_id, note.about)


def sent_back(note: FeeFacts, amount_minor: int) -> Booking:
    """The money of a credit note goes back by bank transfer."""
    return Booking(note.cause(EntryPurpose.SETTLED), _back(note, A.BANK, amount_minor))


def _claim(one: FeeFacts) -> list[Leg]:
    total = one.net_minor + one.vat_minor
    return [
        debit(A.FEE_RECEIVABLE, total, one.payer_id, one.currency),
        credit(A.FEE_REVENUE, one.net_minor, currency=one.currency),
        credit(A.VAT_PAYABLE, one.vat_minor, currency=one.currency),
    ]


def _unclaim(one: FeeFacts) -> list[Leg]:
    return [Leg(leg.account, -leg.amount_minor) for leg in _claim(one)]


def _money(one: FeeFacts, into: A, amount_minor: int) -> tuple[Leg, ...]:
    """Money that came, which settles the claim."""
    return (
        debit(into, amount_minor, currency=one.currency),
        credit(A.FEE_RECEIVABLE, amount_minor, one.payer_id, one.currency),
    )


def _back(one: FeeFacts, out_of: A, amount_minor: int) -> tuple[Leg, ...]:
    return tuple(Leg(leg.account, -leg.amount_minor) for leg in _money(one, out_of, amount_minor))
