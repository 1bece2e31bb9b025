"""Invoice items: what an invoice that is still a draft will ask for."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.forms import (
    amount_of,
    currency_of,
    metadata_of,
    only,
    required,
)
from marketplace.adapters.stripe_twin.state import Object, TwinState
from marketplace.adapters.stripe_twin.tax_rates import tax_on


def create_item(state: TwinState, _id: str, given: Object) -> Object:
    only(given, *("amount", "currency", "customer", "description", "invoice", "metadata"),
         "tax_rates")  # fmt: skip
    customer = state.get(required(given, "customer"), "customer")
    invoice = state.get(required(given, "invoice"), "invoice")
    if invoice["status"] != "draft":
        raise TwinFault("The invoice is no longer editable.", code="invoice_not_editable")
    amount, currency = amount_of(given), currency_of(given)
    if (invoice["customer"], invoice["currency"]) != (customer["id"], currency):
        raise TwinFault("The invoice is of another customer or currency.", param="invoice")
    item = state.add("invoiceitem", "ii", _fields(state, given, amount))
    del item["created"]  # Stripe calls it `date` here
    add_line(state, invoice, item)
    return item


def _fields(state: TwinState, given: Object, amount: int) -> Object:
    now = state.now()
    return {
        "amount": amount,
        "currency": given["currency"],
        "customer": given["customer"],
        "date": now,
        "description": given.get("description"),
        "discountable": True,
        "discounts": [],
        "invoice": given["invoice"],
        "livemode": False,
        "metadata": metadata_of(given),
        "net_amount": amount,
        "parent": None,
        "period": {"start": now, "end": now},
        "pricing": None,
        "proration": False,
        "quantity": 1,
        "quantity_decimal": "1",
        "tax_rates": [
            {**state.get(id_, "tax_rate")} for id_ in given.get("tax_rates") or []
        ],
        "test_clock": None,
    }  # fmt: skip


def add_line(state: TwinState, invoice: Object, item: Object) -> None:
    """A line of the invoice for the item; the sums of the invoice follow."""
    taxes = tax_on(state, item["amount"], [rate["id"] for rate in item["tax_rates"]])
    line = {
        "id": state.new_id("il"),
        "object": "line_item",
        "amount": item["amount"],
        "currency": item["currency"],
        "description": item["description"],
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice["id"],
        "livemode": False,
        "metadata": item["metadata"],
        "parent": {
            "type": "invoice_item_details",
            "invoice_item_details": {
                "invoice_item": item["id"],
                "proration": False,
                "proration_details": {"credited_items": None},
                "subscription": None,
            },
            "subscription_item_details": None,
        },
        "period": item["period"],
        "pretax_credit_amounts": [],
        "pricing": None,
        "quantity": 1,
        "quantity_decimal": "1",
        "subscription": None,
        "subtotal": item["amount"],
        "taxes": taxes,
    }
    invoice["lines"]["data"].append(line)
    invoice["lines"]["total_count"] = len(invoice["lines"]["data"])
    invoice["subtotal"] += line["amount"]
    invoice["subtotal_excluding_tax"] = invoice["total_excluding_tax"] = invoice["subtotal"]
    invoice["total_taxes"] = [*invoice["total_taxes"], *taxes]
    tax = sum(each["amount"] for each in taxes)
    invoice["total"] += line["amount"] + tax
    invoice["amount_due"] = invoice["amount_remaining"] = invoice["total"]
