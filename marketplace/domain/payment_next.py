"""What is next about an invoice or a due item, and by whom."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from marketplace.domain.lives import InvoiceState


class PaymentStep(StrEnum):
    """One thing that one party does next; the party is the first word."""

    NOBODY = "nobody"
    CARRIER_INVOICES = "carrier_invoices"
    LATER = "later"
    "the days that it is for are not over yet"
    MEMBER_PAYS = "member_pays"
    CARRIER_CONFIRMS = "carrier_confirms"
    CARRIER_ANSWERS = "carrier_answers"
    MEMBER_ANSWERS = "member_answers"
    CARRIER_SETTLES = "carrier_settles"
    MEMBER_SETTLES = "member_settles"


def next_of_invoice(
    state: InvoiceState, *, by_member: bool, answered: bool, unanswered_minor: int
) -> PaymentStep:
    """`by_member`: who disputed it. `unanswered_minor`: paid of it, and not confirmed yet."""
    if state == InvoiceState.DISPUTED:
        if answered:
            return PaymentStep.MEMBER_SETTLES if by_member else PaymentStep.CARRIER_SETTLES
        return PaymentStep.CARRIER_ANSWERS if by_member else PaymentStep.MEMBER_ANSWERS
    if state == InvoiceState.PAID or (state == InvoiceState.INVOICED and unanswered_minor):
        return PaymentStep.CARRIER_CONFIRMS
    if state == InvoiceState.INVOICED:
        return PaymentStep.MEMBER_PAYS
    return PaymentStep.NOBODY


def next_of_item(to_on: date, today: date) -> PaymentStep:
    """Of an item that no invoice is over."""
    return PaymentStep.LATER if to_on > today else PaymentStep.CARRIER_INVOICES
