"""What only a test account at Stripe itself can show, as a list: each item says what it found.

The same list runs against the twin in the suite, so that the list itself is known to work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from stripe import StripeClient

from marketplace.adapters.stripe_payments import StripePayments
from marketplace.domain.payment_wishes import ChargeWish, InvoiceWish, PageWish
from marketplace.domain.payments import (
    About,
    AboutKind,
    FeeInvoice,
    InvoiceState,
    PageState,
    Payment,
    PaymentRefused,
    PaymentState,
    RefundState,
    SavedMethod,
)
from marketplace.payment_settings import API_VERSION

RETURN_URL = "https://example.com/back"


@dataclass
class Account:
    """One account, by the port and by the SDK; `kept` is what earlier items made."""

    payments: StripePayments
    client: StripeClient
    kept: dict[str, Any] = field(default_factory=dict)

    def customer(self) -> str:
        if "customer" not in self.kept:
            organisation = uuid4()
            self.kept["customer"] = self.payments.keep_customer(
                organisation_id=organisation,
                name="测试企业 Live check",
                email=f"{organisation}@example.com",
                key=f"live-{organisation}",
            )
        return str(self.kept["customer"])

    def method(self, card: str) -> SavedMethod:
        method = self.client.v1.payment_methods.attach(card, {"customer": self.customer()})
        return SavedMethod(method.id, self.customer(), card)

    def charge(self, card: str, amount_minor: int = 10_000) -> Payment:
        wish = ChargeWish(deposit(), self.method(card), amount_minor, "CNY", "诚意金 deposit")
        return self.payments.charge(wish, key=uuid4().hex)

    def invoice(self) -> FeeInvoice:
        about = About(AboutKind.SERVICE_FEE, uuid4())
        wish = InvoiceWish(
            about, self.customer(), "平台服务费", 100_050, 600, 6_003, "CNY", 30, "zh"
        )
        return self.payments.issue_invoice(wish, key=uuid4().hex)


def deposit() -> About:
    return About(AboutKind.DEPOSIT, uuid4())


def need(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)


def key_and_version(account: Account) -> str:
    balance = account.client.v1.balance.retrieve()
    need(not balance.livemode, "this is no test account")
    return f"the key opens a test account that answers in {API_VERSION}"


def pages(account: Account) -> str:
    for language in ("zh_Hans_CN", "en"):
        wish = PageWish(
            deposit(), account.customer(), True, 10_000, "CNY", "诚意金", language, RETURN_URL
        )
        page = account.payments.open_page(wish, key=uuid4().hex)
        need(page.state is PageState.OPEN and bool(page.url), "no page was opened")
        closed = account.payments.close_page(page.id, key=uuid4().hex)
        need(closed.state is PageState.EXPIRED, "the page was not closed")
    return "Checkout pages in both languages, for every way to pay of the settings, open and close"


def saving_page(account: Account) -> str:
    wish = PageWish(deposit(), account.customer(), False, 10_000, "CNY", "诚意金", "en", RETURN_URL)
    page = account.payments.open_page(wish, key=uuid4().hex)
    need(page.state is PageState.OPEN, "no page was opened")
    account.payments.close_page(page.id, key=uuid4().hex)
    return "a page that saves a way to pay opens in CNY"


def charge_once(account: Account) -> str:
    wish = ChargeWish(deposit(), account.method("pm_card_visa"), 10_000, "CNY", "deposit")
    key = uuid4().hex
    first, again = (account.payments.charge(wish, key=key) for _ in range(2))
    need(first.id == again.id, "the same key charged twice")
    need(first.state is PaymentState.SUCCEEDED, f"the charge is {first.state}")
    account.kept["payment"] = first
    return f"a saved card is charged once for one key; Stripe keeps {first.cost_minor}"


def declines(account: Account) -> str:
    declined = account.charge("pm_card_chargeCustomerFail")
    need(declined.state is PaymentState.WAITING and bool(declined.fault), "not declined")
    asked = account.charge("pm_card_authenticationRequired")
    need(asked.state is PaymentState.NEEDS_CUSTOMER, f"{asked.state} {asked.fault}")
    for payment in (declined, asked):
        account.payments.cancel_payment(payment.id, key=uuid4().hex)
    return f"a decline says {declined.fault}, a bank that asks says {asked.fault}"


def refunds(account: Account) -> str:
    payment = account.kept["payment"]
    key = uuid4().hex
    first, again = (
        account.payments.refund(payment.id, amount_minor=4_000, key=key) for _ in range(2)
    )
    need(first.id == again.id, "the same key refunded twice")
    need(first.state in (RefundState.SUCCEEDED, RefundState.PENDING), f"{first.state}")
    try:
        account.payments.refund(payment.id, amount_minor=7_000, key=uuid4().hex)
    except PaymentRefused as refused:
        return f"a part goes back once; too much is refused ({refused.code})"
    raise AssertionError("more was given back than was paid")


def settlement(account: Account) -> str:
    since = datetime.now(UTC) - timedelta(hours=1)
    payment = account.kept["payment"]
    moves = [m for m in account.payments.moves_since(since) if m.source_id == payment.id]
    need(len(moves) == 1, "the movement of the charge is not listed")
    need(moves[0].currency == "CNY", f"the account settles in {moves[0].currency}, not in CNY")
    return "the account settles in CNY, so balance and ledger can be compared"


def invoices(account: Account) -> str:
    invoice = account.invoice()
    need(invoice.state is InvoiceState.OPEN and bool(invoice.number), f"{invoice.state}")
    need((invoice.net_minor, invoice.vat_minor) == (100_050, 6_003), "the tax is not ours")
    need(bool(invoice.page_url and invoice.pdf_url), "no page or PDF")
    note = account.payments.credit_invoice(invoice.id, net_minor=50, vat_minor=3, key=uuid4().hex)
    need(note.total_minor == 53 and note.refund_id is None, "the credit note is not ours")
    void = account.payments.void_invoice(account.invoice().id, key=uuid4().hex)
    need(void.state is InvoiceState.VOID, "not void")
    return f"invoice {invoice.number} with 6 % VAT half up to the fen, credited, another void"


def listing(account: Account) -> str:
    since = datetime.now(UTC) - timedelta(hours=1)
    ids = {seen.id for seen in account.payments.made_since(since)}
    need(account.kept["payment"].id in ids, "a payment is not listed")
    return f"what was made in the last hour is listed: {len(ids)} objects"


def events(account: Account) -> str:
    told = account.client.v1.events.list({"type": "payment_intent.succeeded", "limit": 10}).data
    need(bool(told), "no event was made")
    return f"events are made, in version {told[0].api_version} unless an endpoint says its own"


ITEMS: tuple[Callable[[Account], str], ...] = (
    key_and_version,
    pages,
    saving_page,
    charge_once,
    declines,
    refunds,
    settlement,
    invoices,
    listing,
    events,
)
