"""What of a service fee is still to be done at Stripe: each step is an object or a question there.

Derived from what is on record, never remembered: after a crash the same steps come out again, and
each carries our own key, so doing one twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from marketplace.domain.payment_wishes import InvoiceWish


class StepKind(StrEnum):
    CUSTOMER = "customer"
    ISSUE = "issue"
    RECALL = "recall"
    VOID = "void"
    CREDIT = "credit"
    REFUND = "refund"
    READ_REFUND = "read_refund"


@dataclass(frozen=True)
class Payee:
    """The organisation that an invoice goes to."""

    organisation_id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class Step:
    """One call. `key`: our own idempotency key; `object_id`: the invoice, payment or refund."""

    kind: StepKind
    key: str
    object_id: str = ""
    payee: Payee | None = None
    wish: InvoiceWish | None = None
    credit_id: UUID | None = None
    net_minor: int = 0
    vat_minor: int = 0
