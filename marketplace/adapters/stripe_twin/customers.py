"""Customers, and the ways to pay that are kept for them."""

from __future__ import annotations

from marketplace.adapters.stripe_twin.cards import attach, card_of, declined, method_named
from marketplace.adapters.stripe_twin.faults import wrong_parameter
from marketplace.adapters.stripe_twin.forms import metadata_of, only, required
from marketplace.adapters.stripe_twin.state import Object, TwinState

NAMES = ("description", "email", "metadata", "name", "preferred_locales")


def create_customer(state: TwinState, _id: str, given: Object) -> Object:
    """Without an `@` an address is refused, as Stripe refuses one that is none."""
    only(given, *NAMES)
    if "email" in given and "@" not in given["email"]:
        raise wrong_parameter("email", "email_invalid", f"Invalid email address: {given['email']}")
    customer = state.add(
        "customer",
        "cus",
        {
            "address": None,
            "balance": 0,
            "currency": None,
            "default_source": None,
            "delinquent": False,
            "description": given.get("description"),
            "discount": None,
            "email": given.get("email"),
            "invoice_prefix": f"TWIN{state.count('prefixes'):04d}",
            "invoice_settings": {
                "custom_fields": None,
                "default_payment_method": None,
                "footer": None,
                "rendering_options": None,
            },
            "livemode": False,
            "metadata": metadata_of(given),
            "name": given.get("name"),
            "phone": None,
            "preferred_locales": given.get("preferred_locales") or [],
            "shipping": None,
            "tax_exempt": "none",
            "test_clock": None,
        },
    )
    state.emit("customer.created", customer)
    return customer


def update_customer(state: TwinState, id_: str, given: Object) -> Object:
    only(given, *NAMES)
    customer = state.get(id_, "customer")
    metadata = {**customer["metadata"], **metadata_of(given)}
    customer |= {**given, "metadata": metadata}
    state.emit("customer.updated", customer)
    return customer


def attach_method(state: TwinState, id_: str, given: Object) -> Object:
    only(given, "customer")
    method = method_named(state, id_)
    customer = state.get(required(given, "customer"), "customer")
    if (card := card_of(method)).setup_decline:
        raise declined(card)
    attach(state, method, customer["id"])
    return method
