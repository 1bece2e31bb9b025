"""Disputes: the card holder's bank takes a payment back, and keeps it or gives it up."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.balance import book
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.state import Object, TwinState

COST_MINOR = 1_500
"what Stripe takes for a dispute"
WEEK = 7 * 24 * 3600
INQUIRIES = ("warning_needs_response", "warning_under_review", "warning_closed")
EVIDENCE = (
    *("access_activity_log", "appeal", "billing_address", "cancellation_policy"),
    *("cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication"),
    *("customer_email_address", "customer_name", "customer_purchase_ip", "customer_signature"),
    *("duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id"),
    *("product_description", "receipt", "refund_policy", "refund_policy_disclosure"),
    *("refund_refusal_explanation", "service_date", "service_documentation", "shipping_address"),
    *("shipping_carrier", "shipping_date", "shipping_documentation"),
    *("shipping_tracking_number", "uncategorized_file", "uncategorized_text"),
)


def open_dispute(
    state: TwinState, payment_id: str, amount: int | None = None, *, inquiry: bool = False
) -> Object:
    """The bank takes the amount, all of it unless one is given; an inquiry takes nothing yet."""
    intent = state.get(payment_id, "payment_intent")
    charge = state.get(intent["latest_charge"], "charge")
    dispute = state.add("dispute", "dp", _fields(state, charge, amount or charge["amount"]))
    state.emit("charge.dispute.created", dispute)
    if inquiry:
        dispute |= {"status": "warning_needs_response", "is_charge_refundable": True}
    else:
        escalate(state, dispute)
    return dispute


def escalate(state: TwinState, dispute: Object) -> None:
    """The money is gone from the balance, and Stripe takes something for it."""
    dispute |= {"status": "needs_response", "is_charge_refundable": False}
    state.get(dispute["charge"], "charge")["disputed"] = True
    moved = book(state, "adjustment", dispute, -dispute["amount"], COST_MINOR)
    dispute["balance_transactions"].append(moved)
    state.emit("charge.dispute.funds_withdrawn", dispute)


def end_dispute(state: TwinState, dispute: Object, *, won: bool) -> None:
    """What the bank says in the end; won, the money is on the balance again."""
    if dispute["status"] in INQUIRIES:
        dispute["status"] = "warning_closed"
    else:
        dispute["status"] = "won" if won else "lost"
        if won:
            moved = book(state, "adjustment", dispute, dispute["amount"])
            dispute["balance_transactions"].append(moved)
            state.emit("charge.dispute.funds_reinstated", dispute)
    state.emit("charge.dispute.closed", dispute)


def kept_by_bank(state: TwinState, charge: Object) -> int:
    """What its bank keeps of it; TwinFault while the bank has the money, or keeps all of it."""
    taken = [
        one
        for one in state.all("dispute")
        if one["charge"] == charge["id"] and one["status"] not in (*INQUIRIES, "won")
    ]
    kept = sum(one["amount"] for one in taken)
    if kept >= charge["amount"] or any(one["status"] != "lost" for one in taken):
        raise TwinFault(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
        )
    return int(kept)


def _fields(state: TwinState, charge: Object, amount: int) -> Object:
    return {
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": state.now() + WEEK,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "intended_submission_method": None,
        "is_charge_refundable": True,
        "livemode": False,
        "metadata": {},
        "network_reason_code": "10.4",
        "payment_intent": charge["payment_intent"],
        "payment_method_details": None,
        "reason": "fraudulent",
        "status": "warning_needs_response",
    }
