"""Refunds: never more than was paid; some end later, some fail."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.balance import book
from marketplace.adapters.stripe_twin.cards import CARDS
from marketplace.adapters.stripe_twin.disputes import kept_by_bank
from marketplace.adapters.stripe_twin.faults import TwinFault, wrong_parameter
from marketplace.adapters.stripe_twin.forms import amount_of, metadata_of, only
from marketplace.adapters.stripe_twin.state import Object, TwinState


def create_refund(state: TwinState, _id: str, given: Object) -> Object:
    """Refused while `empty` is set, as on an account with nothing left on its balance."""
    only(given, "amount", "charge", "metadata", "payment_intent", "reason")
    charge = _charge_of(state, given)
    if state.data.get("empty"):
        raise TwinFault(
            "Insufficient funds in your Stripe balance to refund this amount.",
            code="balance_insufficient",
        )
    left = charge["amount"] - charge["amount_refunded"] - kept_by_bank(state, charge)
    if left == 0:
        raise TwinFault(
            f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded"
        )
    amount = amount_of(given) if "amount" in given else left
    if amount > left:
        raise TwinFault(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    return give_back(state, charge, amount, metadata_of(given), given.get("reason"))


def _charge_of(state: TwinState, given: Object) -> Object:
    """The charge that was paid; TwinFault when nothing was."""
    if given.get("charge"):
        charge = state.get(given["charge"], "charge")
    elif given.get("payment_intent"):
        intent = state.get(given["payment_intent"], "payment_intent")
        if intent["status"] != "succeeded":
            raise TwinFault(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                code="payment_intent_unexpected_state",
            )
        charge = state.get(intent["latest_charge"], "charge")
    else:
        raise wrong_parameter("payment_intent", "parameter_missing", "Must provide a charge.")
    if charge["status"] != "succeeded":
        raise TwinFault("This charge has not succeeded.", code="charge_not_refundable")
    return charge


def give_back(
    state: TwinState, charge: Object, amount: int, metadata: Object, reason: str | None = None
) -> Object:
    card = CARDS[charge["_card"]]
    refund = state.add(
        "refund",
        "re",
        {
            "amount": amount,
            "balance_transaction": None,
            "charge": charge["id"],
            "currency": charge["currency"],
            "destination_details": None,
            "metadata": metadata,
            "payment_intent": charge["payment_intent"],
            "reason": reason,
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "pending" if card.refund == "pending" else "succeeded",
            "transfer_reversal": None,
            "_later": card.refund,
        },
    )
    refund["balance_transaction"] = book(state, "refund", refund, -amount)["id"]
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    state.emit("refund.created", refund)
    state.emit("charge.refunded", charge)
    return refund


def end_refund(state: TwinState, refund: Object, *, fails: bool) -> None:
    """What the bank says in the end; a refund that failed is on the balance again."""
    if not fails:
        refund["status"] = "succeeded"
        state.emit("refund.updated", refund)
        return
    refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    returned = book(state, "refund_failure", refund, refund["amount"])
    refund["failure_balance_transaction"] = returned["id"]
    charge = state.get(refund["charge"], "charge")
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    state.emit("refund.failed", refund)
