"""SetupIntents: a way to pay is kept, with a person present, for a charge without one."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.cards import attach, card_of, declined, method_named
from marketplace.adapters.stripe_twin.faults import shown, wrong_state
from marketplace.adapters.stripe_twin.forms import flag, metadata_of, only
from marketplace.adapters.stripe_twin.state import Object, TwinState

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")


def new_setup(state: TwinState, customer: str | None, metadata: Object) -> Object:
    made = state.add(
        "setup_intent",
        "seti",
        {
            "application": None,
            "attach_to_self": None,
            "automatic_payment_methods": None,
            "cancellation_reason": None,
            "customer": customer,
            "description": None,
            "flow_directions": None,
            "last_setup_error": None,
            "latest_attempt": None,
            "livemode": False,
            "mandate": None,
            "metadata": metadata,
            "next_action": None,
            "on_behalf_of": None,
            "payment_method": None,
            "payment_method_options": {},
            "payment_method_types": ["card"],
            "single_use_mandate": None,
            "status": "requires_payment_method",
            "usage": "off_session",
        },
    )
    made["client_secret"] = f"{made['id']}_secret_twin"
    state.emit("setup_intent.created", made)
    return made


def create_setup(state: TwinState, _id: str, given: Object) -> Object:
    only(
        given,
        *("allowed_payment_method_types", "confirm", "customer", "metadata", "payment_method"),
        *("return_url", "usage"),
    )
    if given.get("customer"):
        state.get(given["customer"], "customer")
    setup = new_setup(state, given.get("customer"), metadata_of(given))
    if given.get("payment_method"):
        method = method_named(state, given["payment_method"])
        setup |= {"payment_method": method["id"], "status": "requires_confirmation"}
        if flag(given, "confirm"):
            keep(state, setup)
    return setup


def cancel_setup(state: TwinState, id_: str, given: Object) -> Object:
    only(given, "cancellation_reason")
    setup = state.get(id_, "setup_intent")
    if setup["status"] not in CONFIRMABLE:
        raise wrong_state(setup, "cancel")
    setup["status"] = "canceled"
    state.emit("setup_intent.canceled", setup)
    return setup


def keep(state: TwinState, setup: Object, *, authenticated: bool = False) -> None:
    """Keep the way to pay; TwinFault 402 when the bank will not have it."""
    if setup["status"] not in CONFIRMABLE:
        raise wrong_state(setup, "confirm")
    method = state.get(setup["payment_method"], "payment_method")
    card = card_of(method)
    if card.setup_decline:
        error = {"code": card.code, "decline_code": card.decline, "type": "card_error"}
        setup |= {"status": "requires_payment_method", "payment_method": None}
        setup["last_setup_error"] = {**error, "message": "Your card was declined."}
        state.emit("setup_intent.setup_failed", setup)
        raise declined(card, setup_intent=shown(setup))
    if card.asks and not authenticated:
        setup["status"] = "requires_action"
        state.emit("setup_intent.requires_action", setup)
        return
    if setup["customer"]:
        attach(state, method, setup["customer"])
    method["_kept"] = True
    setup |= {"status": "succeeded", "last_setup_error": None}
    state.emit("setup_intent.succeeded", setup)
