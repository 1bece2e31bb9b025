"""PaymentIntents: a charge, from what was asked for to what the bank said."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.cards import attach, card_of, method_named
from marketplace.adapters.stripe_twin.charges import decline, pay
from marketplace.adapters.stripe_twin.faults import TwinFault, shown, wrong_parameter, wrong_state
from marketplace.adapters.stripe_twin.forms import (
    amount_of,
    currency_of,
    flag,
    metadata_of,
    only,
    required,
)
from marketplace.adapters.stripe_twin.state import Object, TwinState

SMALLEST_MINOR = 50
CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
CANCELLABLE = (*CONFIRMABLE, "requires_capture", "processing")


def create_intent(state: TwinState, _id: str, given: Object) -> Object:
    only(
        given,
        *("allowed_payment_method_types", "amount", "capture_method", "confirm", "currency"),
        *("customer", "description", "metadata", "off_session", "payment_method", "return_url"),
    )
    amount, currency = amount_of(given), currency_of(given)
    if amount < SMALLEST_MINOR:
        raise wrong_parameter("amount", "amount_too_small", "Amount must be at least 50")
    if given.get("customer"):
        state.get(given["customer"], "customer")
    if "off_session" in given and not flag(given, "confirm"):
        raise wrong_parameter("off_session", "parameter_invalid", "off_session needs confirm=true.")
    method = _method_for(state, given)
    intent = new_intent(state, amount, currency, given.get("customer"), metadata_of(given))
    intent["description"] = given.get("description")
    intent["capture_method"] = given.get("capture_method", "automatic_async")
    if method is not None:
        intent |= {"payment_method": method["id"], "status": "requires_confirmation"}
    if flag(given, "confirm"):
        confirm(state, intent, off_session=flag(given, "off_session"))
    return intent


def new_intent(
    state: TwinState, amount: int, currency: str, customer: str | None, metadata: Object
) -> Object:
    """One that waits for a way to pay."""
    made = state.add(
        "payment_intent",
        "pi",
        {
            "amount": amount,
            "amount_capturable": 0,
            "amount_details": {"tip": {}},
            "amount_received": 0,
            "application": None,
            "application_fee_amount": None,
            "automatic_payment_methods": None,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "currency": currency,
            "customer": customer,
            "description": None,
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": metadata,
            "next_action": None,
            "on_behalf_of": None,
            "payment_method": None,
            "payment_method_options": {},
            "payment_method_types": ["card"],
            "processing": None,
            "receipt_email": None,
            "review": None,
            "setup_future_usage": None,
            "shipping": None,
            "source": None,
            "statement_descriptor": None,
            "statement_descriptor_suffix": None,
            "status": "requires_payment_method",
            "transfer_data": None,
            "transfer_group": None,
            "_session": None,
            "_invoice": None,
        },
    )
    made["client_secret"] = f"{made['id']}_secret_twin"
    state.emit("payment_intent.created", made)
    return made


def _method_for(state: TwinState, given: Object) -> Object | None:
    """The way to pay that is named; one that was kept is charged only for its own customer."""
    if not given.get("payment_method"):
        return None
    method = method_named(state, given["payment_method"])
    if method["customer"] != given.get("customer"):
        if method["customer"] is not None:
            raise wrong_parameter(
                "payment_method",
                "payment_method_customer_mismatch",
                "The PaymentMethod belongs to another Customer.",
            )
        if flag(given, "off_session"):
            attach(state, method, required(given, "customer"))
    return method


def confirm_intent(state: TwinState, id_: str, given: Object) -> Object:
    only(given, "payment_method", "off_session", "return_url")
    intent = state.get(id_, "payment_intent")
    if intent["status"] not in CONFIRMABLE:
        raise wrong_state(intent, "confirm")
    if method := _method_for(state, {"customer": intent["customer"], **given}):
        intent["payment_method"] = method["id"]
    confirm(state, intent, off_session=flag(given, "off_session"))
    return intent


def confirm(
    state: TwinState, intent: Object, *, off_session: bool = False, authenticated: bool = False
) -> None:
    """Try to charge; TwinFault 402 when the bank says no, or wants a person who is not there."""
    if intent["status"] not in CONFIRMABLE:
        raise wrong_state(intent, "confirm")
    if intent["payment_method"] is None:
        raise wrong_parameter("payment_method", "parameter_missing", "No payment method is given.")
    method = state.get(intent["payment_method"], "payment_method")
    card = card_of(method)
    asks = card.asks == "always" or (card.asks == "unless_kept" and not method["_kept"])
    if asks and not authenticated:
        if off_session:
            raise refused(
                state, intent, method, "authentication_required", "authentication_required"
            )
        ask_person(state, intent)
    elif card.decline:
        raise refused(state, intent, method, card.code, card.decline)
    else:
        pay(state, intent, method)


def ask_person(state: TwinState, intent: Object) -> None:
    url = f"https://hooks.stripe.com/redirect/authenticate/{intent['id']}"
    action = {"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": None}}
    intent |= {"status": "requires_action", "next_action": action}
    state.emit("payment_intent.requires_action", intent)


def refused(state: TwinState, intent: Object, method: Object, code: str, why: str) -> TwinFault:
    """The try that failed, kept with the intent; the TwinFault to raise."""
    charge = decline(state, intent, method, code, why)
    error = {
        "charge": charge["id"],
        "code": code,
        "decline_code": why,
        "message": "Your card was declined.",
        "type": "card_error",
    }
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": {**error, "payment_method": shown(method)},
        "latest_charge": charge["id"],
    }
    state.emit("payment_intent.payment_failed", intent)
    fields = {k: v for k, v in error.items() if k not in ("message", "type")}
    return TwinFault(
        error["message"], status=402, type_="card_error", payment_intent=shown(intent), **fields
    )


def cancel_intent(state: TwinState, id_: str, given: Object) -> Object:
    only(given, "cancellation_reason")
    intent = state.get(id_, "payment_intent")
    if intent["status"] not in CANCELLABLE:
        raise wrong_state(intent, "cancel")
    session = state.find(intent["_session"])
    if (session is not None and session["status"] == "open") or intent["_invoice"]:
        raise wrong_state(intent, "cancel")
    cancel(state, intent, given.get("cancellation_reason"))
    return intent


def cancel(state: TwinState, intent: Object, reason: str | None = None) -> None:
    intent |= {
        "status": "canceled",
        "canceled_at": state.now(),
        "cancellation_reason": reason,
        "next_action": None,
        "amount_capturable": 0,
    }
    state.emit("payment_intent.canceled", intent)


def capture_intent(state: TwinState, id_: str, given: Object) -> Object:
    only(given, "amount_to_capture")
    intent = state.get(id_, "payment_intent")
    if intent["status"] != "requires_capture":
        raise wrong_state(intent, "capture")
    pay(state, intent, state.get(intent["payment_method"]), capture=True)
    return intent
