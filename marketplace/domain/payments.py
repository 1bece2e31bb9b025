"""The platform's own money at Stripe, as plain data: what we ask for, and what is seen there.

Amounts are minor units of the currency, above zero. Line money never comes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from marketplace.domain.lives.disputing import DisputeState


class AboutKind(StrEnum):
    """What of ours an object at Stripe is about."""

    DEPOSIT = "deposit"
    SERVICE_FEE = "service_fee"


@dataclass(frozen=True)
class About:
    """Kept in the object's metadata, so that each can be found from the other side."""

    kind: AboutKind
    id: UUID


class PageState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class PaymentState(StrEnum):
    """Of a charge: only `succeeded` moved money; at `needs_customer` the bank asks for a person."""

    WAITING = "waiting"
    NEEDS_CUSTOMER = "needs_customer"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


class RefundState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


NO_MORE = (RefundState.FAILED, RefundState.CANCELLED)
"The money did not arrive: it is on the balance at Stripe again"


class InvoiceState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    VOID = "void"
    UNCOLLECTIBLE = "uncollectible"


@dataclass(frozen=True)
class SavedMethod:
    """A way to pay that the bank agreed to have charged later."""

    id: str
    customer_id: str
    label: str
    "for people: brand and last four digits; never more of a card"


@dataclass(frozen=True)
class Payment:
    """A charge (PaymentIntent) as it stands now, with the newest try."""

    id: str
    about: About | None
    state: PaymentState
    amount_minor: int
    currency: str
    returned_minor: int = 0
    cost_minor: int = 0
    "what Stripe keeps for it"
    label: str = ""
    fault: str = ""
    "Stripe's code of the last refusal, such as `insufficient_funds`; empty when none"
    made_at: datetime | None = None
    invoice_id: str | None = None
    "of a payment that pays an invoice of the service fee"
    asked_as: str = ""
    "our key, as which the charge or its page was asked for; empty for one not of our making"


@dataclass(frozen=True)
class PaymentPage:
    """A page of Stripe (Checkout Session) where a person pays, or saves a way to pay."""

    id: str
    about: About | None
    state: PageState
    url: str | None
    "where to send the person; None once it is complete or expired"
    payment: Payment | None = None
    "on a page that charges, once a person has begun"
    method: SavedMethod | None = None
    "on a page that saves a way to pay, once complete"
    asked_as: str = ""
    "our key, as which it was asked for; empty for one not of our making"

    @property
    def is_over(self) -> bool:
        """Whether nothing can come of it any more that is not seen already."""
        under_way = self.payment is not None and self.payment.state == PaymentState.PROCESSING
        return self.state != PageState.OPEN and not under_way


@dataclass(frozen=True)
class Refund:
    id: str
    about: About | None
    payment_id: str
    state: RefundState
    amount_minor: int
    currency: str
    fault: str = ""
    made_at: datetime | None = None
    asked_as: str = ""
    "our key, as which it was asked for; empty for one not of our making"


@dataclass(frozen=True)
class Dispute:
    """A card holder's bank takes a payment back, or asks about it."""

    id: str
    about: About | None
    payment_id: str
    state: DisputeState
    amount_minor: int
    currency: str
    reason: str
    taken_minor: int = 0
    "what was taken from the balance"
    restored_minor: int = 0
    "what came to the balance again"
    respond_by: datetime | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class FeeInvoice:
    """An invoice of the service fee (Stripe Invoicing)."""

    id: str
    about: About | None
    number: str
    state: InvoiceState
    net_minor: int
    vat_minor: int
    total_minor: int
    paid_minor: int
    currency: str
    due_at: datetime | None
    page_url: str | None
    pdf_url: str | None
    payment_id: str | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class CreditNote:
    id: str
    about: About | None
    number: str
    invoice_id: str
    net_minor: int
    vat_minor: int
    total_minor: int
    currency: str
    pdf_url: str | None = None
    refund_id: str | None = None
    made_at: datetime | None = None
    voided: bool = False
    "made void there: what it took back is owed again"


class MoveKind(StrEnum):
    """What moved the balance at Stripe."""

    PAYMENT = "payment"
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    PAYOUT = "payout"
    PAYOUT_FAILED = "payout_failed"
    COST = "cost"
    "charged by Stripe by itself, not kept from a payment"
    DISPUTE = "dispute"
    "a bank has taken a payment back"
    DISPUTE_WON = "dispute_won"
    OTHER = "other"
    "an adjustment: a person looks at it"


@dataclass(frozen=True)
class BalanceMove:
    """One movement of the balance at Stripe; `amount_minor` above zero came in, before the cost."""

    id: str
    kind: MoveKind
    source_id: str
    "the payment, refund or payout that it comes from; else its own id"
    amount_minor: int
    cost_minor: int
    "what Stripe kept of it"
    currency: str
    made_at: datetime
    stripe_type: str
    "Stripe's own word for it"

    @property
    def net_minor(self) -> int:
        return self.amount_minor - self.cost_minor


Seen = PaymentPage | Payment | Refund | Dispute | FeeInvoice | CreditNote
"What is seen at Stripe of one object"


class PaymentsFailed(Exception):
    """A call to Stripe did not bring what was asked; never says a key."""


class PaymentRefused(PaymentsFailed):
    """Stripe says no, and will say no again: `code` is Stripe's own; nothing was done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PaymentUnclear(PaymentsFailed):
    """No answer came, or none that tells: it may have been done. Ask again with the same key."""


class PaymentsMisconfigured(PaymentsFailed):
    """The key is wrong or lacks a right; a person has to mend the settings."""
