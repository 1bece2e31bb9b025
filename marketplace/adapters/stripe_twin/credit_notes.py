"""Credit notes: what is asked for less, or given back, on an invoice that stands."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.faults import TwinFault, wrong_parameter
from marketplace.adapters.stripe_twin.forms import amount_of, metadata_of, only, required, whole
from marketplace.adapters.stripe_twin.invoice_ends import ask, end
from marketplace.adapters.stripe_twin.refunds import give_back
from marketplace.adapters.stripe_twin.state import Object, TwinState
from marketplace.adapters.stripe_twin.tax_rates import tax_on

NAMES = ("credit_amount", "invoice", "lines", "memo", "metadata", "out_of_band_amount", "reason",
         "refund_amount")  # fmt: skip


def preview_credit_note(state: TwinState, _id: str, given: Object) -> Object:
    """What would come of it; nothing is kept."""
    note, _ = _drawn_up(state, given)
    return {"id": "cn_preview", "object": "credit_note", "created": state.now(), **note}


def create_credit_note(state: TwinState, _id: str, given: Object) -> Object:
    note, invoice = _drawn_up(state, given)
    made = state.add("credit_note", "cn", note)
    invoice["_credited"] = number = invoice.get("_credited", 0) + 1
    made |= {
        "number": f"{invoice['number']}-CN-{number:02d}",
        "pdf": f"https://pay.stripe.com/credit_notes/{made['id']}/pdf",
    }
    made["lines"]["url"] = f"/v1/credit_notes/{made['id']}/lines"
    if given.get("refund_amount"):
        _refund(state, invoice, made, whole(given, "refund_amount") or 0)
    invoice["post_payment_credit_notes_amount"] += made["post_payment_amount"]
    _ask_less(state, invoice, made["pre_payment_amount"])
    state.emit("credit_note.created", made)
    return made


def _drawn_up(state: TwinState, given: Object) -> tuple[Object, Object]:
    only(given, *NAMES)
    invoice = state.get(required(given, "invoice"), "invoice")
    if invoice["status"] not in ("open", "paid"):
        raise TwinFault("Credit notes can only be created for open or paid invoices.")
    lines = [_line(state, line) for line in required(given, "lines")]
    net = sum(line["amount"] for line in lines)
    taxes = [tax for line in lines for tax in line["taxes"]]
    total = net + sum(tax["amount"] for tax in taxes)
    paid = invoice["status"] == "paid"
    left = (
        invoice["amount_paid"] - invoice["post_payment_credit_notes_amount"]
        if paid
        else invoice["amount_remaining"]
    )
    if total > left:
        raise TwinFault(
            f"The credit note amount ({total}) is more than the {left} that is left.", param="lines"
        )
    _explained(given, total if paid else 0)
    return _fields(given, invoice, lines, taxes, (net, total), paid=paid), invoice


def _explained(given: Object, post_payment: int) -> None:
    """What was paid goes back in one of three ways, to the last minor unit."""
    ways = ("credit_amount", "refund_amount", "out_of_band_amount")
    if sum(whole(given, way) or 0 for way in ways) != post_payment:
        raise TwinFault(
            "The sum of credit amount, refund amount and out of band amount must equal the post "
            f"payment amount ({post_payment}).",
            param="refund_amount",
        )


def _line(state: TwinState, given: Object) -> Object:
    only(given, "description", "quantity", "tax_rates", "type", "unit_amount", under="lines")
    if given.get("type") != "custom_line_item":
        raise wrong_parameter("lines", "parameter_invalid", "The twin knows custom lines only.")
    amount = amount_of(given, "unit_amount") * (whole(given, "quantity", 1) or 1)
    rates = given.get("tax_rates") or []
    return {
        "id": state.new_id("cnli"),
        "object": "credit_note_line_item",
        "amount": amount,
        "description": given.get("description"),
        "discount_amount": 0,
        "discount_amounts": [],
        "livemode": False,
        "metadata": {},
        "pretax_credit_amounts": [],
        "quantity": whole(given, "quantity", 1),
        "tax_rates": [{**state.get(id_, "tax_rate")} for id_ in rates],
        "taxes": tax_on(state, amount, rates),
        "type": "custom_line_item",
        "unit_amount": whole(given, "unit_amount"),
        "unit_amount_decimal": str(given["unit_amount"]),
    }


def _fields(
    given: Object,
    invoice: Object,
    lines: list[Object],
    taxes: list[Object],
    sums: tuple[int, int],
    *,
    paid: bool,
) -> Object:
    net, total = sums
    return {
        **dict.fromkeys(("customer_balance_transaction", "effective_at", "out_of_band_amount")),
        **dict.fromkeys(("shipping_cost", "voided_at")),
        "amount": total,
        "amount_shipping": 0,
        "currency": invoice["currency"],
        "customer": invoice["customer"],
        "discount_amount": 0,
        "discount_amounts": [],
        "invoice": invoice["id"],
        "lines": {"object": "list", "data": lines, "has_more": False, "url": ""},
        "livemode": False,
        "memo": given.get("memo"),
        "metadata": metadata_of(given),
        "number": "",
        "pdf": "",
        "post_payment_amount": total if paid else 0,
        "pre_payment_amount": 0 if paid else total,
        "pretax_credit_amounts": [],
        "reason": given.get("reason"),
        "refunds": [],
        "status": "issued",
        "subtotal": net,
        "subtotal_excluding_tax": net,
        "total": total,
        "total_excluding_tax": net,
        "total_taxes": taxes,
        "type": "post_payment" if paid else "pre_payment",
    }


def void_credit_note(state: TwinState, id_: str, given: Object) -> Object:
    """Only while its invoice is open: what it took back is asked for again."""
    only(given)
    note = state.get(id_, "credit_note")
    invoice = state.get(note["invoice"], "invoice")
    if note["status"] != "issued" or invoice["status"] != "open":
        raise TwinFault("Only an issued credit note of an open invoice can be voided.")
    note |= {"status": "void", "voided_at": state.now()}
    invoice["pre_payment_credit_notes_amount"] -= note["total"]
    ask(state, invoice, invoice["amount_remaining"] + note["total"])
    state.emit("credit_note.voided", note)
    return note


def _refund(state: TwinState, invoice: Object, note: Object, amount: int) -> None:
    payment = state.get(invoice["_payments"][0], "invoice_payment")
    intent = state.get(payment["payment"]["payment_intent"], "payment_intent")
    refund = give_back(state, state.get(intent["latest_charge"], "charge"), amount, {})
    note["refunds"] = [
        {
            "amount_refunded": amount,
            "payment_record_refund": None,
            "refund": refund["id"],
            "type": "refund",
        }
    ]


def _ask_less(state: TwinState, invoice: Object, amount: int) -> None:
    """What is still to be paid becomes less; an invoice with nothing left counts as paid."""
    if not amount:
        return
    invoice["pre_payment_credit_notes_amount"] += amount
    ask(state, invoice, invoice["amount_remaining"] - amount)
    if invoice["amount_remaining"] == 0:
        end(state, invoice, "paid", "paid_at")
        state.emit("invoice.paid", invoice)
