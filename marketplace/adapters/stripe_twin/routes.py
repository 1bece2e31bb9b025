"""Which request does what: Stripe's paths, as far as the twin knows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from marketplace.adapters.stripe_twin import (
    balance,
    checkout,
    credit_notes,
    customers,
    invoice_ends,
    invoice_items,
    invoices,
    payment_intents,
    refunds,
    setup_intents,
    tax_rates,
)
from marketplace.adapters.stripe_twin.answers import page
from marketplace.adapters.stripe_twin.forms import metadata_of, only
from marketplace.adapters.stripe_twin.state import Object, TwinState

Handler = Callable[[TwinState, str, Object], Object]


@dataclass(frozen=True)
class Route:
    method: str
    path: re.Pattern[str]
    handler: Handler


def route(method: str, path: str, handler: Handler) -> Route:
    """`{id}` in the path stands for an id."""
    return Route(method, re.compile(path.replace("{id}", r"(?P<id>[\w]+)") + r"\Z"), handler)


def reading(kind: str) -> Handler:
    def read(state: TwinState, id_: str, given: Object) -> Object:
        only(given)
        return state.get(id_, kind)

    return read


def listing(kind: str, url: str, *filters: str) -> Handler:
    return lambda state, _id, given: page(state, kind, url, given, *filters)


def updating(kind: str) -> Handler:
    """Only what we keep with an object may be changed."""

    def update(state: TwinState, id_: str, given: Object) -> Object:
        only(given, "metadata")
        held = state.get(id_, kind)
        held["metadata"] = {**held["metadata"], **metadata_of(given)}
        return held

    return update


READ: dict[str, tuple[str, tuple[str, ...]]] = {
    "/v1/customers": ("customer", ("email",)),
    "/v1/payment_methods": ("payment_method", ("customer", "type")),
    "/v1/payment_intents": ("payment_intent", ("customer",)),
    "/v1/setup_intents": ("setup_intent", ("customer",)),
    "/v1/checkout/sessions": ("checkout.session", ("customer", "payment_intent", "status")),
    "/v1/charges": ("charge", ("customer", "payment_intent")),
    "/v1/refunds": ("refund", ("charge", "payment_intent")),
    "/v1/disputes": ("dispute", ("charge", "payment_intent")),
    "/v1/balance_transactions": ("balance_transaction", ("currency", "payout", "source", "type")),
    "/v1/payouts": ("payout", ("status",)),
    "/v1/tax_rates": ("tax_rate", ("active", "inclusive")),
    "/v1/invoiceitems": ("invoiceitem", ("customer", "invoice")),
    "/v1/invoices": ("invoice", ("customer", "status")),
    "/v1/invoice_payments": ("invoice_payment", ("invoice", "payment", "status")),
    "/v1/credit_notes": ("credit_note", ("customer", "invoice")),
    "/v1/events": ("event", ("type",)),
}
"By path, the kind of object, and by what its list can be narrowed"
ROUTES: tuple[Route, ...] = (
    route("get", "/v1/balance", balance.read_balance),
    route("get", "/v1/credit_notes/preview", credit_notes.preview_credit_note),
    *(route("get", url, listing(kind, url, *by)) for url, (kind, by) in READ.items()),
    *(route("get", url + "/{id}", reading(kind)) for url, (kind, _by) in READ.items()),
    route("post", "/v1/customers", customers.create_customer),
    route("post", "/v1/customers/{id}", customers.update_customer),
    route("post", "/v1/payment_methods/{id}/attach", customers.attach_method),
    route("post", "/v1/payment_intents", payment_intents.create_intent),
    route("post", "/v1/payment_intents/{id}", updating("payment_intent")),
    route("post", "/v1/payment_intents/{id}/confirm", payment_intents.confirm_intent),
    route("post", "/v1/payment_intents/{id}/cancel", payment_intents.cancel_intent),
    route("post", "/v1/payment_intents/{id}/capture", payment_intents.capture_intent),
    route("post", "/v1/setup_intents", setup_intents.create_setup),
    route("post", "/v1/setup_intents/{id}/cancel", setup_intents.cancel_setup),
    route("post", "/v1/checkout/sessions", checkout.create_session),
    route("post", "/v1/checkout/sessions/{id}/expire", checkout.expire_session),
    route("post", "/v1/refunds", refunds.create_refund),
    route("post", "/v1/payouts", balance.create_payout),
    route("post", "/v1/tax_rates", tax_rates.create_tax_rate),
    route("post", "/v1/invoiceitems", invoice_items.create_item),
    route("post", "/v1/invoices", invoices.create_invoice),
    route("delete", "/v1/invoices/{id}", invoices.delete_invoice),
    route("post", "/v1/invoices/{id}/finalize", invoices.finalize_invoice),
    route("post", "/v1/invoices/{id}/send", invoices.send_invoice),
    route("post", "/v1/invoices/{id}/void", invoice_ends.void_invoice),
    route("post", "/v1/invoices/{id}/pay", invoice_ends.pay_invoice),
    route("post", "/v1/invoices/{id}/mark_uncollectible", invoice_ends.mark_uncollectible),
    route("post", "/v1/credit_notes", credit_notes.create_credit_note),
    route("post", "/v1/credit_notes/{id}/void", credit_notes.void_credit_note),
)
