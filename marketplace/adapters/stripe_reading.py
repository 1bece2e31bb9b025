"""Objects of the SDK as our plain data. Attributes only: a StripeObject is no dict."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marketplace.domain.lives.disputing import DisputeState
from marketplace.domain.payments import (
    About,
    AboutKind,
    CreditNote,
    Dispute,
    FeeInvoice,
    InvoiceState,
    PageState,
    Payment,
    PaymentPage,
    PaymentState,
    Refund,
    RefundState,
    SavedMethod,
)

KIND, ID, KEY = "about_kind", "about_id", "asked_as"
"Names in the metadata; `asked_as` is our key, found again when Stripe has forgotten it"
PAYMENT_STATES = {
    "requires_payment_method": PaymentState.WAITING,
    "requires_confirmation": PaymentState.WAITING,
    "requires_capture": PaymentState.PROCESSING,
    "requires_action": PaymentState.NEEDS_CUSTOMER,
    "processing": PaymentState.PROCESSING,
    "succeeded": PaymentState.SUCCEEDED,
    "canceled": PaymentState.CANCELLED,
}
REFUND_STATES = {
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.CANCELLED,
}

DISPUTE_STATES = {
    "warning_needs_response": DisputeState.INQUIRY,
    "warning_under_review": DisputeState.INQUIRY,
    "warning_closed": DisputeState.WON,
    "prevented": DisputeState.WON,
    "won": DisputeState.WON,
    "lost": DisputeState.LOST,
}
"Any other is under way: the bank has the money"


def metadata_for(about: About | None, key: str) -> dict[str, str]:
    """What is kept with the object at Stripe: what of ours it is about, and how it was asked."""
    named = {KIND: about.kind.value, ID: str(about.id)} if about else {}
    return {**named, KEY: key}


def about_of(object_: Any) -> About | None:
    """None for what is not of our making, and for what another installation made."""
    metadata = getattr(object_, "metadata", None)
    kind, id_ = getattr(metadata, KIND, None), getattr(metadata, ID, None)
    try:
        return About(AboutKind(str(kind)), UUID(str(id_)))
    except ValueError:
        return None


def was_asked_as(object_: Any) -> str:
    return str(getattr(getattr(object_, "metadata", None), KEY, ""))


def instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def id_of(field: Any) -> str | None:
    """The id of what is named, written out or not."""
    return field if field is None or isinstance(field, str) else str(field.id)


def written_out(field: Any) -> Any:
    """The object, when it was written out; else None."""
    return None if isinstance(field, str) else field


def payment_of(
    intent: Any, *, about: About | None = None, invoice_id: str | None = None
) -> Payment:
    """`about`: for a payment that names nothing itself, as that of an invoice."""
    charge = written_out(intent.latest_charge)
    cost = written_out(getattr(charge, "balance_transaction", None))
    fault = fault_of(intent.last_payment_error)
    return Payment(
        id=intent.id,
        about=about_of(intent) or about,
        state=_payment_state(intent.status, fault),
        amount_minor=intent.amount,
        currency=intent.currency.upper(),
        returned_minor=getattr(charge, "amount_refunded", 0),
        cost_minor=getattr(cost, "fee", 0),
        label=label_of(getattr(charge, "payment_method_details", None)),
        fault="" if intent.status == "succeeded" else fault,
        made_at=instant(intent.created),
        invoice_id=invoice_id,
        asked_as=was_asked_as(intent),
    )


def _payment_state(status: str, fault: str) -> PaymentState:
    """A charge without a person that the bank wants a person for waits for one."""
    if status == "requires_payment_method" and fault == "authentication_required":
        return PaymentState.NEEDS_CUSTOMER
    return PAYMENT_STATES.get(status, PaymentState.PROCESSING)


def fault_of(error: Any) -> str:
    return str(getattr(error, "decline_code", None) or getattr(error, "code", None) or "")


def label_of(details: Any) -> str:
    """Brand and last four digits, or the kind of wallet; never more of a card."""
    kind = str(getattr(details, "type", ""))
    card = getattr(details, "card", None) if kind == "card" else None
    return f"{card.brand} {card.last4}" if card is not None else kind


def page_of(session: Any) -> PaymentPage:
    intent, setup = written_out(session.payment_intent), written_out(session.setup_intent)
    return PaymentPage(
        id=session.id,
        about=about_of(session),
        state=PageState(session.status),
        url=session.url,
        payment=payment_of(intent) if intent is not None else None,
        method=method_of(setup) if setup is not None and setup.status == "succeeded" else None,
        asked_as=was_asked_as(session),
    )


def method_of(setup: Any) -> SavedMethod:
    method = setup.payment_method
    return SavedMethod(id=method.id, customer_id=str(id_of(setup.customer)), label=label_of(method))


def refund_of(refund: Any, *, about: About | None = None) -> Refund:
    return Refund(
        id=refund.id,
        about=about_of(refund) or about,
        payment_id=str(id_of(refund.payment_intent)),
        state=REFUND_STATES.get(str(refund.status), RefundState.PENDING),
        amount_minor=refund.amount,
        currency=refund.currency.upper(),
        fault=str(getattr(refund, "failure_reason", None) or ""),
        made_at=instant(refund.created),
        asked_as=was_asked_as(refund),
    )


def dispute_of(dispute: Any, *, about: About | None = None) -> Dispute:
    moved = [one.amount for one in dispute.balance_transactions]
    return Dispute(
        id=dispute.id,
        about=about,
        payment_id=str(id_of(dispute.payment_intent)),
        state=DISPUTE_STATES.get(str(dispute.status), DisputeState.OPEN),
        amount_minor=dispute.amount,
        currency=dispute.currency.upper(),
        reason=dispute.reason,
        taken_minor=-sum(one for one in moved if one < 0),
        restored_minor=sum(one for one in moved if one > 0),
        respond_by=instant(dispute.evidence_details.due_by),
        made_at=instant(dispute.created),
    )


def invoice_of(invoice: Any) -> FeeInvoice:
    """Of an invoice with its `payments` written out.

    One that a person marked as paid there is paid by no payment of Stripe.
    """
    vat = sum(tax.amount for tax in invoice.total_taxes or [])
    paid = [each for each in invoice.payments.data if each.status == "paid"]
    return FeeInvoice(
        id=invoice.id,
        about=about_of(invoice),
        number=invoice.number or "",
        state=InvoiceState(invoice.status),
        net_minor=invoice.total - vat,
        vat_minor=vat,
        total_minor=invoice.total,
        paid_minor=invoice.amount_paid,
        currency=invoice.currency.upper(),
        due_at=instant(invoice.due_date),
        page_url=invoice.hosted_invoice_url,
        pdf_url=invoice.invoice_pdf,
        payment_id=id_of(getattr(paid[0].payment, "payment_intent", None)) if paid else None,
        made_at=instant(invoice.created),
    )


def credit_note_of(note: Any) -> CreditNote:
    vat = sum(tax.amount for tax in note.total_taxes or [])
    return CreditNote(
        id=note.id,
        about=about_of(note),
        number=note.number,
        invoice_id=str(id_of(note.invoice)),
        net_minor=note.total - vat,
        vat_minor=vat,
        total_minor=note.total,
        currency=note.currency.upper(),
        pdf_url=note.pdf,
        refund_id=id_of(note.refunds[0].refund) if note.refunds else None,
        made_at=instant(note.created),
        voided=note.status == "void",
    )
