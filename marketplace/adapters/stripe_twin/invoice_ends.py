"""How invoices end: void, paid or given up; and what is still asked for on the way."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.forms import flag, only
from marketplace.adapters.stripe_twin.payment_intents import cancel
from marketplace.adapters.stripe_twin.state import Object, TwinState


def void_invoice(state: TwinState, id_: str, given: Object) -> Object:
    only(given)
    invoice = state.get(id_, "invoice")
    if invoice["status"] not in ("open", "uncollectible"):
        raise TwinFault("You can only pass in open invoices. This invoice isn't open.")
    end(state, invoice, "void", "voided_at")
    invoice["amount_remaining"] = 0
    state.emit("invoice.voided", invoice)
    return invoice


def pay_invoice(state: TwinState, id_: str, given: Object) -> Object:
    """Marked as paid by a person: no money comes here, and its charge is cancelled."""
    only(given, "paid_out_of_band")
    invoice = state.get(id_, "invoice")
    if not flag(given, "paid_out_of_band"):
        raise TwinFault("The twin's invoices are paid on their pages.", param="paid_out_of_band")
    if invoice["status"] not in ("open", "uncollectible"):
        raise TwinFault(f"Invoices with status {invoice['status']} cannot be paid.")
    end(state, invoice, "paid", "paid_at")
    invoice |= {"amount_paid": invoice["amount_remaining"], "amount_remaining": 0}
    state.emit("invoice.paid", invoice)
    return invoice


def mark_uncollectible(state: TwinState, id_: str, given: Object) -> Object:
    only(given)
    invoice = state.get(id_, "invoice")
    if invoice["status"] != "open":
        raise TwinFault(f"Invoices with status {invoice['status']} cannot be given up.")
    invoice["status"] = "uncollectible"
    invoice["status_transitions"]["marked_uncollectible_at"] = state.now()
    state.emit("invoice.marked_uncollectible", invoice)
    return invoice


def ask(state: TwinState, invoice: Object, amount: int) -> None:
    """So much is still to be paid, by its charge."""
    invoice["amount_due"] += amount - invoice["amount_remaining"]
    invoice["amount_remaining"] = amount
    for id_ in invoice["_payments"]:
        payment = state.get(id_, "invoice_payment")
        payment["amount_requested"] = amount
        state.get(payment["payment"]["payment_intent"])["amount"] = amount


def end(state: TwinState, invoice: Object, status: str, mark: str) -> None:
    """Void, or paid in some other way than by its own charge: that charge is cancelled."""
    invoice["status"] = status
    invoice["status_transitions"][mark] = state.now()
    for id_ in invoice["_payments"]:
        payment = state.get(id_, "invoice_payment")
        payment["status"] = "canceled"
        payment["status_transitions"]["canceled_at"] = state.now()
        cancel(state, state.get(payment["payment"]["payment_intent"]), "void_invoice")


def settle(state: TwinState, invoice: Object) -> None:
    """Its charge succeeded."""
    payment = state.get(invoice["_payments"][0], "invoice_payment")
    paid = state.get(payment["payment"]["payment_intent"])["amount_received"]
    payment |= {"status": "paid", "amount_paid": paid}
    payment["status_transitions"]["paid_at"] = state.now()
    invoice |= {"status": "paid", "amount_paid": paid, "amount_remaining": 0, "attempted": True}
    invoice["status_transitions"]["paid_at"] = state.now()
    state.emit("invoice.paid", invoice)
    state.emit("invoice.payment_succeeded", invoice)
