"""Checkout Sessions: a page on which a person pays, or keeps a way to pay."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.cards import REUSABLE
from marketplace.adapters.stripe_twin.faults import TwinFault, wrong_parameter
from marketplace.adapters.stripe_twin.forms import (
    amount_of,
    currency_of,
    metadata_of,
    only,
    required,
    whole,
)
from marketplace.adapters.stripe_twin.payment_intents import SMALLEST_MINOR, cancel
from marketplace.adapters.stripe_twin.setup_intents import new_setup
from marketplace.adapters.stripe_twin.state import Object, TwinState

OPEN_SECONDS = 24 * 3600
KNOWN_TYPES = ("card", "alipay", "wechat_pay")
NAMES = (
    *("allowed_payment_method_types", "cancel_url", "client_reference_id", "currency"),
    *("customer", "expires_at", "line_items", "locale", "metadata", "mode"),
    *("payment_intent_data", "payment_method_options", "setup_intent_data", "success_url"),
)


def create_session(state: TwinState, _id: str, given: Object) -> Object:
    only(given, *NAMES)
    mode = given.get("mode")
    if mode not in ("payment", "setup"):
        raise wrong_parameter("mode", "parameter_invalid", f"Invalid mode: {mode}")
    required(given, "success_url")
    if given.get("customer"):
        state.get(given["customer"], "customer")
    amount, currency = _priced(given) if mode == "payment" else (None, given.get("currency"))
    offered = _offered(given, mode)
    session = state.add("checkout.session", "cs_test", _fields(state, given, offered))
    session |= {"amount_subtotal": amount, "amount_total": amount, "currency": currency}
    session["url"] = state.page_url("checkout", session["id"])
    if mode == "setup":
        only(
            given.get("setup_intent_data") or {},
            "description",
            "metadata",
            under="setup_intent_data",
        )
        metadata = metadata_of(given.get("setup_intent_data") or {})
        session["setup_intent"] = new_setup(state, given.get("customer"), metadata)["id"]
    return session


def _priced(given: Object) -> tuple[int, str]:
    """The amount in minor units and its currency, from the lines."""
    lines = required(given, "line_items")
    total, currency = 0, ""
    for line in lines:
        only(line, "price_data", "quantity", under="line_items")
        price = required(line, "price_data")
        only(price, "currency", "product_data", "unit_amount", under="price_data")
        required(required(price, "product_data"), "name")
        currency = currency_of(price)
        total += amount_of(price, "unit_amount") * (whole(line, "quantity", 1) or 1)
    if total < SMALLEST_MINOR:
        raise wrong_parameter("line_items", "amount_too_small", "Amount must be at least 50")
    return total, currency


def _offered(given: Object, mode: str) -> list[str]:
    """The ways to pay on the page: in mode `setup` only those that can be kept."""
    wanted = given.get("allowed_payment_method_types") or ["card"]
    if unknown := [each for each in wanted if each not in KNOWN_TYPES]:
        raise wrong_parameter(
            "allowed_payment_method_types", "parameter_invalid", f"Unknown type: {unknown[0]}"
        )
    offered = [each for each in wanted if mode == "payment" or each in REUSABLE]
    if not offered:
        raise wrong_parameter(
            "allowed_payment_method_types", "parameter_invalid", "No valid payment method types."
        )
    return offered


UNSET = dict.fromkeys(
    (
        "adaptive_pricing",
        "after_expiration",
        "allow_promotion_codes",
        "billing_address_collection",
        "client_secret",
        "consent",
        "consent_collection",
        "currency_conversion",
        "customer_creation",
        "customer_details",
        "customer_email",
        "discounts",
        "invoice",
        "invoice_creation",
        "payment_intent",
        "payment_link",
        "payment_method_configuration_details",
        "saved_payment_method_options",
        "setup_intent",
        "shipping_address_collection",
        "shipping_cost",
        "submit_type",
        "subscription",
    )
)
"Stripe's fields that no page of ours has"


def _fields(state: TwinState, given: Object, offered: list[str]) -> Object:
    data = given.get("payment_intent_data") or {}
    only(data, "description", "metadata", under="payment_intent_data")
    return {
        **UNSET,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": given.get("cancel_url"),
        "client_reference_id": given.get("client_reference_id"),
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": given.get("customer"),
        "expires_at": whole(given, "expires_at", state.now() + OPEN_SECONDS),
        "livemode": False,
        "locale": given.get("locale"),
        "metadata": metadata_of(given),
        "mode": given["mode"],
        "payment_method_collection": "always",
        "payment_method_options": {},
        "payment_method_types": offered,
        "payment_status": "unpaid" if given["mode"] == "payment" else "no_payment_required",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "success_url": given["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "_title": _title(given),
        "_payment_metadata": metadata_of(data),
    }


def _title(given: Object) -> str:
    lines = given.get("line_items") or []
    return str(lines[0]["price_data"]["product_data"]["name"]) if lines else ""


def expire_session(state: TwinState, id_: str, given: Object) -> Object:
    only(given)
    session = state.get(id_, "checkout.session")
    if session["status"] != "open":
        raise TwinFault(
            f"Only Checkout Sessions with a status in ['open'] can be expired. This Checkout "
            f"Session has a status of {session['status']}."
        )
    expire(state, session)
    return session


def expire(state: TwinState, session: Object) -> None:
    session |= {"status": "expired", "url": None}
    if (intent := state.find(session["payment_intent"])) is not None:
        cancel(state, intent, "expired")
    state.emit("checkout.session.expired", session)


def expire_old(state: TwinState) -> None:
    """Pages close by themselves a day after they were opened."""
    for session in state.all("checkout.session"):
        if session["status"] == "open" and session["expires_at"] <= state.now():
            expire(state, session)
