"""Charges: one try to pay each, and the money that came with the one that went well."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.balance import book, fee_of
from marketplace.adapters.stripe_twin.state import Object, TwinState

OF_CARD = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4",
           "regulated_status", "wallet")  # fmt: skip


def details_of(method: Object) -> Object:
    """What a charge keeps of the way it was paid."""
    kind = method["type"]
    if kind != "card":
        return {"type": kind, kind: {}}
    return {"type": kind, kind: {name: method[kind][name] for name in OF_CARD}}


def new_charge(state: TwinState, intent: Object, method: Object, **result: object) -> Object:
    return state.add(
        "charge",
        "ch",
        {
            "amount": intent["amount"],
            "amount_captured": 0,
            "amount_refunded": 0,
            "application": None,
            "application_fee": None,
            "application_fee_amount": None,
            "balance_transaction": None,
            "billing_details": method["billing_details"],
            "calculated_statement_descriptor": None,
            "captured": False,
            "currency": intent["currency"],
            "customer": intent["customer"],
            "description": intent["description"],
            "disputed": False,
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "fraud_details": {},
            "livemode": False,
            "metadata": dict(intent["metadata"]),
            "on_behalf_of": None,
            "outcome": None,
            "paid": False,
            "payment_intent": intent["id"],
            "payment_method": method["id"],
            "payment_method_details": details_of(method),
            "radar_options": {},
            "receipt_email": None,
            "receipt_number": None,
            "receipt_url": None,
            "refunded": False,
            "review": None,
            "shipping": None,
            "source": None,
            "source_transfer": None,
            "statement_descriptor": None,
            "statement_descriptor_suffix": None,
            "status": "failed",
            "transfer_data": None,
            "transfer_group": None,
            "_card": method["_card"],
            **result,
        },
    )


def decline(state: TwinState, intent: Object, method: Object, code: str, why: str) -> Object:
    """A try that the bank refused: no money moved."""
    charge = new_charge(
        state, intent, method, failure_code=code, failure_message=f"Declined: {why}"
    )
    state.emit("charge.failed", charge)
    return charge


def pay(state: TwinState, intent: Object, method: Object, *, capture: bool = False) -> None:
    """The bank said yes: the money is on the balance, less what Stripe keeps of it."""
    if intent["capture_method"] == "manual" and not capture:
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        state.emit("payment_intent.amount_capturable_updated", intent)
        return
    amount = intent["amount"]
    charge = new_charge(
        state,
        intent,
        method,
        status="succeeded",
        paid=True,
        captured=True,
        amount_captured=amount,
        payment_method=method["id"],
    )
    kind = "charge" if method["type"] == "card" else "payment"
    charge["balance_transaction"] = book(state, kind, charge, amount, fee_of(amount))["id"]
    intent |= {
        "status": "succeeded",
        "amount_received": amount,
        "amount_capturable": 0,
        "latest_charge": charge["id"],
        "last_payment_error": None,
        "next_action": None,
    }
    state.emit("charge.succeeded", charge)
    state.emit("payment_intent.succeeded", intent)
