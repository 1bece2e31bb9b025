"""Invoices: drawn up, numbered, sent."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.forms import (
    currency_of,
    flag,
    metadata_of,
    only,
    required,
    whole,
)
from marketplace.adapters.stripe_twin.payment_intents import new_intent
from marketplace.adapters.stripe_twin.state import Object, TwinState

DAY = 24 * 3600


def create_invoice(state: TwinState, _id: str, given: Object) -> Object:
    only(
        given,
        *("auto_advance", "collection_method", "currency", "customer", "days_until_due"),
        *(
            "description",
            "footer",
            "metadata",
            "payment_settings",
            "pending_invoice_items_behavior",
        ),
    )
    customer = state.get(required(given, "customer"), "customer")
    if given.get("collection_method") != "send_invoice":
        raise TwinFault("The twin only sends invoices.", param="collection_method", kept=False)
    days = whole(given, "days_until_due")
    if days is None or days < 0:
        raise TwinFault("days_until_due is needed.", param="days_until_due", kept=False)
    invoice = state.add("invoice", "in", _fields(state, given, customer, days))
    state.emit("invoice.created", invoice)
    return invoice


UNSET = dict.fromkeys(
    (
        "account_country",
        "account_name",
        "account_tax_ids",
        "application",
        "automatically_finalizes_at",
        "custom_fields",
        "customer_address",
        "customer_phone",
        "customer_shipping",
        "default_payment_method",
        "default_source",
        "effective_at",
        "ending_balance",
        "from_invoice",
        "hosted_invoice_url",
        "invoice_pdf",
        "last_finalization_error",
        "latest_revision",
        "next_payment_attempt",
        "number",
        "on_behalf_of",
        "parent",
        "receipt_number",
        "rendering",
        "shipping_cost",
        "shipping_details",
        "statement_descriptor",
        "test_clock",
    )
)
"Stripe's fields that no invoice of ours has"
NOTHING_YET = dict.fromkeys(
    (
        "amount_due",
        "amount_overpaid",
        "amount_paid",
        "amount_remaining",
        "amount_shipping",
        "attempt_count",
        "starting_balance",
        "subtotal",
        "subtotal_excluding_tax",
        "total",
        "total_excluding_tax",
        "post_payment_credit_notes_amount",
        "pre_payment_credit_notes_amount",
    ),
    0,
)


def _fields(state: TwinState, given: Object, customer: Object, days: int) -> Object:
    now, settings = state.now(), given.get("payment_settings") or {}
    lines = {"object": "list", "data": [], "has_more": False, "total_count": 0, "url": ""}
    return {
        **UNSET,
        **NOTHING_YET,
        "attempted": False,
        "auto_advance": flag(given, "auto_advance"),
        "automatic_tax": {
            **dict.fromkeys(("disabled_reason", "liability", "provider", "status")),
            "enabled": False,
        },
        "billing_reason": "manual",
        "collection_method": "send_invoice",
        "currency": currency_of(given),
        "customer": customer["id"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_tax_exempt": "none",
        "customer_tax_ids": [],
        "default_tax_rates": [],
        "description": given.get("description"),
        "discounts": [],
        "due_date": now + days * DAY,
        "footer": given.get("footer"),
        "issuer": {"type": "self"},
        "lines": lines,
        "livemode": False,
        "metadata": metadata_of(given),
        "payment_settings": {
            "default_mandate": None,
            "payment_method_options": None,
            "payment_method_types": settings.get("payment_method_types"),
        },
        "period_end": now,
        "period_start": now,
        "status": "draft",
        "status_transitions": dict.fromkeys(
            ("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")
        ),
        "total_discount_amounts": [],
        "total_pretax_credit_amounts": [],
        "total_taxes": [],
        "webhooks_delivered_at": now,
        "_payments": [],
    }


def finalize_invoice(state: TwinState, id_: str, given: Object) -> Object:
    """Numbered, never changed from here on, and with a page on which it is paid."""
    only(given, "auto_advance")
    invoice = state.get(id_, "invoice")
    if invoice["status"] != "draft":
        raise TwinFault("This invoice is already finalized.", code="invoice_already_finalized")
    if not invoice["lines"]["data"]:
        raise TwinFault("Nothing to invoice.", code="invoice_no_customer_line_items")
    number = (
        f"{state.get(invoice['customer'])['invoice_prefix']}-{state.count(invoice['customer']):04d}"
    )
    page = state.page_url("invoice", invoice["id"])
    invoice |= {
        "status": "open",
        "number": number,
        "hosted_invoice_url": page,
        "invoice_pdf": f"{page}/pdf",
        "effective_at": state.now(),
    }
    invoice["status_transitions"]["finalized_at"] = state.now()
    _ask_payment(state, invoice)
    state.emit("invoice.finalized", invoice)
    return invoice


def _ask_payment(state: TwinState, invoice: Object) -> None:
    intent = new_intent(
        state, invoice["total"], invoice["currency"], invoice["customer"], metadata={}
    )
    intent |= {"_invoice": invoice["id"], "description": f"Payment for Invoice {invoice['number']}"}
    payment = state.add(
        "invoice_payment",
        "inpay",
        {
            "amount_paid": None,
            "amount_requested": invoice["total"],
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"type": "payment_intent", "payment_intent": intent["id"]},
            "status": "open",
            "status_transitions": {"canceled_at": None, "paid_at": None},
        },
    )
    invoice["_payments"].append(payment["id"])


def send_invoice(state: TwinState, id_: str, given: Object) -> Object:
    only(given)
    invoice = state.get(id_, "invoice")
    if invoice["status"] == "draft":
        finalize_invoice(state, id_, {})
    if invoice["status"] != "open":
        raise TwinFault(f"Invoices with status {invoice['status']} cannot be sent.")
    state.emit("invoice.sent", invoice)
    return invoice


def delete_invoice(state: TwinState, id_: str, _given: Object) -> Object:
    if state.get(id_, "invoice")["status"] != "draft":
        raise TwinFault("You can only delete draft invoices.", code="invoice_not_editable")
    state.drop(id_)
    return {"id": id_, "object": "invoice", "deleted": True}


def payments_of(state: TwinState, invoice: Object) -> Object:
    data = [state.get(id_) for id_ in invoice["_payments"]]
    url = f"/v1/invoice_payments?invoice={invoice['id']}"
    return {"object": "list", "data": data, "has_more": False, "url": url}
