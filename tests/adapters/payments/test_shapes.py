"""Requests and answers against the types that the SDK carries from Stripe's published OpenAPI.

Every answer of the twin has each field that the type says is always there, of the type it says;
every request of ours uses only parameters that the type of its method knows.
"""

from __future__ import annotations

import json
import types
import typing
from importlib import import_module
from typing import Any

import pytest
import stripe
import typing_extensions
from stripe.checkout import Session

from marketplace.adapters.stripe_twin import balance, credit_notes, disputes, invoice_ends
from marketplace.adapters.stripe_twin.answers import written_out
from marketplace.adapters.stripe_twin.forms import decode
from tests.factories.stripe_trial import a_charge, a_page, a_trial, an_invoice, new_key

RESOURCES: dict[str, Any] = {
    "balance_transaction": stripe.BalanceTransaction,
    "charge": stripe.Charge,
    "checkout.session": Session,
    "credit_note": stripe.CreditNote,
    "customer": stripe.Customer,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "invoice": stripe.Invoice,
    "invoice_payment": stripe.InvoicePayment,
    "invoiceitem": stripe.InvoiceItem,
    "payment_intent": stripe.PaymentIntent,
    "payment_method": stripe.PaymentMethod,
    "payout": stripe.Payout,
    "refund": stripe.Refund,
    "setup_intent": stripe.SetupIntent,
    "tax_rate": stripe.TaxRate,
}
REQUESTS = {
    ("post", "/v1/customers"): "_customer_create_params.CustomerCreateParams",
    ("get", "/v1/customers"): "_customer_list_params.CustomerListParams",
    ("post", "/v1/checkout/sessions"): "checkout._session_create_params.SessionCreateParams",
    ("get", "/v1/checkout/sessions"): "checkout._session_list_params.SessionListParams",
    ("post", "/v1/payment_intents"): "_payment_intent_create_params.PaymentIntentCreateParams",
    ("get", "/v1/payment_intents"): "_payment_intent_list_params.PaymentIntentListParams",
    ("post", "/v1/refunds"): "_refund_create_params.RefundCreateParams",
    ("get", "/v1/refunds"): "_refund_list_params.RefundListParams",
    ("post", "/v1/invoices"): "_invoice_create_params.InvoiceCreateParams",
    ("get", "/v1/invoices"): "_invoice_list_params.InvoiceListParams",
    ("post", "/v1/invoiceitems"): "_invoice_item_create_params.InvoiceItemCreateParams",
    ("get", "/v1/invoice_payments"): "_invoice_payment_list_params.InvoicePaymentListParams",
    ("post", "/v1/tax_rates"): "_tax_rate_create_params.TaxRateCreateParams",
    ("get", "/v1/tax_rates"): "_tax_rate_list_params.TaxRateListParams",
    ("post", "/v1/credit_notes"): "_credit_note_create_params.CreditNoteCreateParams",
    ("get", "/v1/credit_notes"): "_credit_note_list_params.CreditNoteListParams",
    ("get", "/v1/credit_notes/preview"): "_credit_note_preview_params.CreditNotePreviewParams",
    ("get", "/v1/disputes"): "_dispute_list_params.DisputeListParams",
    ("get", "/v1/balance_transactions"): (
        "_balance_transaction_list_params.BalanceTransactionListParams"
    ),
}
"By method and path, the SDK's type of its parameters; other paths take none but `expand`"
OPEN_SETS = ("metadata",)


@pytest.fixture(scope="module")
def lived():
    """A trial in which everything that the marketplace does has been done."""
    trial = a_trial("card", "alipay", "wechat_pay")
    payment = trial.paid(50_000)
    trial.payments.refund(payment.id, amount_minor=10_000, key=new_key())
    trial.payments.charge(a_charge(trial.kept_method()), key=new_key())
    declined = trial.kept_method("pm_card_chargeCustomerFail")
    failed = trial.payments.charge(a_charge(declined), key=new_key())
    trial.payments.cancel_payment(failed.id, key=new_key())
    page = trial.payments.open_page(a_page(trial.customer()), key=new_key())
    trial.payments.close_page(page.id, key=new_key())
    invoice = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())
    trial.visitor.pay_invoice(invoice.id)
    trial.payments.credit_invoice(invoice.id, net_minor=1_000, vat_minor=60, key=new_key())
    void = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())
    trial.payments.void_invoice(void.id, key=new_key())
    marked = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())
    note = trial.payments.credit_invoice(marked.id, net_minor=1_000, vat_minor=60, key=new_key())
    credit_notes.void_credit_note(trial.twin.state, note.id, {})
    invoice_ends.pay_invoice(trial.twin.state, marked.id, {"paid_out_of_band": "true"})
    disputed = trial.paid(20_000).id
    disputes.end_dispute(
        trial.twin.state, disputes.open_dispute(trial.twin.state, disputed), won=True
    )
    list(trial.payments.taken_of(disputed))
    balance.create_payout(trial.twin.state, "", {"amount": "500", "currency": "cny"})
    return trial


def resolved(kind: Any) -> dict[str, Any]:
    """The annotations of a resource or TypedDict, with names of the SDK looked up."""
    known = {**vars(stripe), **vars(typing), **vars(typing_extensions)}
    found: dict[str, Any] = {}
    for owner in reversed(kind.__mro__):
        if owner.__module__.startswith("stripe.") and owner.__name__ not in ("StripeObject",):
            known |= vars(import_module(owner.__module__))
            known |= {k: v for k, v in vars(owner).items() if isinstance(v, type)}
            for name, hint in vars(owner).get("__annotations__", {}).items():
                found[name] = looked_up(hint, known)
    return {name: hint for name, hint in found.items() if not name.isupper() and name[0] != "_"}


def looked_up(hint: Any, known: dict[str, Any]) -> Any:
    if isinstance(hint, typing.ForwardRef):
        hint = hint.__forward_arg__
    if not isinstance(hint, str):
        return hint
    try:
        return eval(hint, known)  # the SDK's own annotations
    except NameError:
        return Any


def faults(value: Any, hint: Any, at: str, known: dict[str, Any]) -> list[str]:
    """Where `value`, as JSON, is not what the annotation says."""
    hint = looked_up(hint, known)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or isinstance(hint, typing.TypeVar):
        return []
    if origin in (typing.Union, types.UnionType):
        tries = [faults(value, each, at, known) for each in inner]
        worst = [found for found in tries if found != [f"{at}: not null"]] or tries
        return [] if any(not found for found in tries) else min(worst, key=len)
    if origin in (typing.Literal, typing_extensions.Literal):
        return [] if value in inner else [f"{at}: {value!r} is not of {inner}"]
    if origin is list:
        if not isinstance(value, list):
            return [f"{at}: no list"]
        return [f for i, v in enumerate(value) for f in faults(v, inner[0], f"{at}[{i}]", known)]
    return faults_of_one(value, hint, origin, at)


def faults_of_one(value: Any, hint: Any, origin: Any, at: str) -> list[str]:
    if hint is type(None):
        return [] if value is None else [f"{at}: not null"]
    kind = origin or hint
    if kind in (str, int, bool, float):
        number = kind is float and type(value) is int
        return [] if type(value) is kind or number else [f"{at}: {value!r} is no {kind.__name__}"]
    if getattr(kind, "__name__", "") == "Decimal":
        return [] if isinstance(value, str) else [f"{at}: no decimal text"]
    if isinstance(kind, type) and issubclass(kind, stripe.StripeObject):
        return object_faults(value, kind, at)
    return []


def object_faults(value: Any, kind: Any, at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: no object"]
    if kind.__name__ in ("ListObject", "UntypedStripeObject", "StripeObject"):
        return []
    if (named := RESOURCES.get(str(value.get("object")))) is not None:
        kind = named
    hints = resolved(kind)
    known = {**vars(import_module(kind.__module__)), **vars(stripe)}
    known |= {k: v for k, v in vars(kind).items() if isinstance(v, type)}
    found = [
        f"{at}.{name}: missing"
        for name, hint in hints.items()
        if name not in value and not optional(hint)
    ]
    for name, inner in value.items():
        if name not in hints:
            found.append(f"{at}.{name}: unknown to Stripe")
        else:
            found += faults(inner, hints[name], f"{at}.{name}", known)
    return found


def optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def test_the_checker_finds_what_is_missing_wrong_or_unknown():
    wrong = {"id": 1, "object": "refund", "amount": "5", "colour": "red"}

    found = object_faults(wrong, stripe.Refund, "refund")

    assert "refund.created: missing" in found
    assert "refund.colour: unknown to Stripe" in found
    assert any(fault.startswith("refund.amount: '5' is no int") for fault in found)


@pytest.mark.parametrize("kind", sorted(RESOURCES))
def test_every_answer_of_the_twin_has_the_shape_that_stripe_publishes(lived, kind):
    state = lived.twin.state
    expand = ["payments"] if kind == "invoice" else []
    answers = [written_out(state, each, expand) for each in state.all(kind)]

    assert answers, f"nothing of kind {kind} was made"
    found = [f for each in answers for f in object_faults(each, RESOURCES[kind], kind)]
    assert sorted(set(found)) == []


def test_every_event_that_the_twin_sends_is_one_of_stripe_s(lived):
    hint = typing.get_args(resolved(stripe.Event)["type"])

    assert {each["type"] for each in lived.twin.state.all("event")} <= set(hint)


def requests_of(lived):
    return {(m, p, json.dumps(decode(form or ""))) for m, p, form in lived.client.asked}


def test_every_request_of_ours_uses_only_parameters_that_stripe_publishes(lived):
    list(lived.payments.made_since(lived_long_ago()))
    list(lived.payments.moves_since(lived_long_ago()))
    found = []
    for method, path, form in requests_of(lived):
        given = {name: value for name, value in json.loads(form).items() if name != "expand"}
        named = REQUESTS.get((method, path))
        if named is None:
            found += [f"{method} {path}: {name}" for name in given]
        else:
            module, _, name = named.rpartition(".")
            kind = getattr(import_module(f"stripe.params.{module}"), name)
            found += parameter_faults(given, kind, f"{method} {path}")
    assert found == []


def lived_long_ago():
    from datetime import UTC, datetime

    return datetime(2020, 1, 1, tzinfo=UTC)


def parameter_faults(given: dict[str, Any], kind: Any, at: str) -> list[str]:
    """Names that the TypedDict has not, required ones that are not given, at any depth."""
    known = {**vars(import_module(kind.__module__)), "StripeContext": Any}
    hints = typing_extensions.get_type_hints(kind, {**known, **vars(typing)}, include_extras=True)
    found = [f"{at}: {name} is unknown" for name in given if name not in hints]
    for name, hint in hints.items():
        needed = typing.get_origin(hint) is not typing_extensions.NotRequired
        if needed and name not in given and name in kind.__required_keys__:
            found.append(f"{at}: {name} is missing")
    for name, value in given.items():
        if name in hints and name not in OPEN_SETS:
            found += nested_faults(value, hints[name], f"{at} {name}")
    return found


def nested_faults(value: Any, hint: Any, at: str) -> list[str]:
    if isinstance(value, list):
        return [fault for each in value for fault in nested_faults(each, hint, at)]
    kinds = typed_dicts(hint)
    if not isinstance(value, dict) or not kinds:
        return []
    return min((parameter_faults(value, kind, at) for kind in kinds), key=len)


def typed_dicts(hint: Any) -> list[Any]:
    """Every TypedDict that the annotation names."""
    if typing_extensions.is_typeddict(hint):
        return [hint]
    return [kind for each in typing.get_args(hint) for kind in typed_dicts(each)]
