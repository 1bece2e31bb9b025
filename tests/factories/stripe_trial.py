"""A Stripe where no money moves, with everything that acts on it, in this process."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from marketplace.adapters.stripe_payments import StripePayments
from marketplace.adapters.stripe_twin.client import TwinClient
from marketplace.adapters.stripe_twin.twin import StripeTwin
from marketplace.adapters.stripe_twin.visitor import Visitor
from marketplace.domain.payment_wishes import ChargeWish, InvoiceWish, PageWish
from marketplace.domain.payments import About, AboutKind, Payment, SavedMethod

RETURN_URL = "http://127.0.0.1/back"


@dataclass
class Trial:
    """`client.fail` breaks the network, `twin.mail` holds the webhooks, `visitor` is a person."""

    twin: StripeTwin
    client: TwinClient
    payments: StripePayments
    visitor: Visitor

    def customer(self, organisation_id: UUID | None = None) -> str:
        organisation = organisation_id or uuid4()
        return self.payments.keep_customer(
            organisation_id=organisation,
            name="测试企业",
            email=f"{organisation}@example.com",
            key=f"customer-{organisation}",
        )

    def paid(self, amount_minor: int = 10_000, about: About | None = None) -> Payment:
        """A payment that succeeded, made by a person on a page."""
        page = self.payments.open_page(a_page(self.customer(), amount_minor, about), key=new_key())
        self.visitor.pay(page.id)
        payment = self.payments.read_page(page.id).payment
        assert payment is not None
        return payment

    def kept_method(self, card: str = "pm_card_visa") -> SavedMethod:
        page = self.payments.open_page(a_page(self.customer(), charge=False), key=new_key())
        self.visitor.pay(page.id, card)
        method = self.payments.read_page(page.id).method
        assert method is not None
        return method


def a_trial(*methods: str, **options: object) -> Trial:
    twin = StripeTwin(**options)  # type: ignore[arg-type]
    client = TwinClient(twin)
    payments = StripePayments(twin.key, methods=methods or ("card",), http_client=client)
    return Trial(twin, client, payments, Visitor(twin))


def new_key() -> str:
    return uuid4().hex


def a_deposit() -> About:
    return About(AboutKind.DEPOSIT, uuid4())


def a_page(
    customer: str, amount_minor: int = 10_000, about: About | None = None, *, charge: bool = True
) -> PageWish:
    return PageWish(
        about=about or a_deposit(),
        customer_id=customer,
        charge=charge,
        amount_minor=amount_minor,
        currency="CNY",
        title="诚意金",
        language="zh_Hans_CN",
        return_url=RETURN_URL,
    )


def a_charge(method: SavedMethod, amount_minor: int = 10_000) -> ChargeWish:
    return ChargeWish(a_deposit(), method, amount_minor, "CNY", "诚意金")


def an_invoice(customer: str, net_minor: int = 100_000) -> InvoiceWish:
    vat = (net_minor * 600 + 5_000) // 10_000
    about = About(AboutKind.SERVICE_FEE, uuid4())
    return InvoiceWish(about, customer, "平台服务费", net_minor, 600, vat, "CNY", 30, "zh_Hans_CN")
