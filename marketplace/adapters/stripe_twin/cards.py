"""Stripe's test cards: what happens when one is charged, and when one is kept for later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace.adapters.stripe_twin.faults import TwinFault, wrong_parameter
from marketplace.adapters.stripe_twin.state import Object, TwinState


@dataclass(frozen=True)
class Card:
    """One of the payment methods that Stripe offers for tests, by its published id.

    `asks`: the bank asks for a person at every charge (`always`), or until it has been kept for
    later with a person present (`unless_kept`).
    """

    last4: str
    brand: str = "visa"
    decline: str = ""
    "Stripe's decline code; empty: paid"
    code: str = "card_declined"
    asks: str = ""
    refund: str = "succeeded"
    "how a refund of it ends"
    type: str = "card"
    setup_decline: bool = False


CARDS: dict[str, Card] = {
    "pm_card_visa": Card("4242"),
    "pm_card_mastercard": Card("4444", "mastercard"),
    "pm_card_unionpay": Card("0005", "unionpay"),
    "pm_card_visa_chargeDeclined": Card("0002", decline="generic_decline", setup_decline=True),
    "pm_card_visa_chargeDeclinedInsufficientFunds": Card(
        "9995", decline="insufficient_funds", setup_decline=True
    ),
    "pm_card_chargeDeclinedExpiredCard": Card(
        "0069", decline="expired_card", code="expired_card", setup_decline=True
    ),
    "pm_card_chargeDeclinedProcessingError": Card(
        "0119", decline="processing_error", code="processing_error", setup_decline=True
    ),
    "pm_card_chargeCustomerFail": Card("0341", decline="generic_decline"),
    "pm_card_authenticationRequired": Card("3184", asks="always"),
    "pm_card_authenticationRequiredOnSetup": Card("3155", asks="unless_kept"),
    "pm_card_pendingRefund": Card("7726", refund="pending"),
    "pm_card_refundFail": Card("5126", refund="failed_later"),
    "alipay": Card("", type="alipay"),
    "wechat_pay": Card("", type="wechat_pay"),
}
REUSABLE = ("card",)
"Types that can be kept for a later charge; Alipay and WeChat Pay cannot"


def card_of(method: Object) -> Card:
    return CARDS[method["_card"]]


def method_named(state: TwinState, name: str) -> Object:
    """The payment method of this id; each use of a test card makes a new one, as at Stripe."""
    if name not in CARDS:
        return state.get(name, "payment_method")
    return make_method(state, name)


def make_method(state: TwinState, name: str) -> Object:
    card = CARDS[name]
    detail: dict[str, Any] = {
        "brand": card.brand,
        "last4": card.last4,
        "exp_month": 12,
        "exp_year": 2034,
        "funding": "credit",
        "country": "US",
        "checks": None,
        "fingerprint": f"Twin{card.last4}",
        "networks": None,
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
        "display_brand": card.brand,
        "generated_from": None,
        "regulated_status": "unregulated",
    }
    return state.add(
        "payment_method",
        "pm",
        {
            "billing_details": {
                "address": None,
                "email": None,
                "name": None,
                "phone": None,
                "tax_id": None,
            },
            "customer": None,
            "livemode": False,
            "metadata": {},
            "type": card.type,
            card.type: detail if card.type == "card" else {},
            "_card": name,
            "_kept": False,
        },
    )


def declined(card: Card, **fields: Any) -> TwinFault:
    """The bank will not have it."""
    return TwinFault(
        "Your card was declined.",
        status=402,
        type_="card_error",
        code=card.code,
        decline_code=card.decline,
        **fields,
    )


def attach(state: TwinState, method: Object, customer: str) -> None:
    """Give a payment method to a customer, for whom alone it can be used then."""
    if method["type"] not in REUSABLE:
        raise wrong_parameter(
            "payment_method", "payment_method_not_available", "It cannot be kept for later."
        )
    if method["customer"] not in (None, customer):
        raise wrong_parameter(
            "payment_method", "payment_method_unexpected_state", "It belongs to another Customer."
        )
    method["customer"] = customer
    state.emit("payment_method.attached", method)
