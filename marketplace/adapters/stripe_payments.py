"""The payments port by Stripe: pages, charges without a person, refunds, customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import stripe
from stripe import StripeClient
from stripe._http_client import HTTPClient

from marketplace.adapters.stripe_calls import asking, new_client
from marketplace.adapters.stripe_invoicing import StripeInvoicing
from marketplace.adapters.stripe_listing import StripeListing
from marketplace.adapters.stripe_reading import (
    dispute_of,
    id_of,
    metadata_for,
    page_of,
    refund_of,
    was_asked_as,
)
from marketplace.domain.payment_wishes import ChargeWish, PageWish
from marketplace.domain.payments import (
    Dispute,
    PageState,
    Payment,
    PaymentPage,
    PaymentState,
    Refund,
)

OF_PAGE = [
    "payment_intent.latest_charge.balance_transaction",
    "setup_intent.payment_method",
]
OF_PAYMENT = ["latest_charge.balance_transaction"]
REUSABLE = ("card",)
"Alipay and WeChat Pay take a payment, but cannot be kept for a later one"


class StripePayments(StripeInvoicing, StripeListing):
    """`marketplace.ports.Payments`. `methods`: the ways to pay that a page may offer."""

    def __init__(
        self,
        key: str,
        *,
        methods: Iterable[str] = ("card",),
        url: str | None = None,
        http_client: HTTPClient | None = None,
    ) -> None:
        self._client: StripeClient = new_client(key, url=url, http_client=http_client)
        self.methods = tuple(methods)

    def keep_customer(self, *, organisation_id: UUID, name: str, email: str, key: str) -> str:
        """One customer for each organisation and address, also when the key is long forgotten."""
        customers = self._client.v1.customers
        with asking("keep_customer"):
            known = customers.list({"email": email, "limit": 100}).data
            for customer in known:
                if getattr(customer.metadata, "organisation_id", "") == str(organisation_id):
                    return customer.id
            kept = {"organisation_id": str(organisation_id)}
            made = customers.create(
                {"name": name, "email": email, "metadata": kept}, {"idempotency_key": key}
            )
        return made.id

    def open_page(self, wish: PageWish, *, key: str) -> PaymentPage:
        asked = self._paying(wish, key) if wish.charge else self._keeping(wish, key)
        params: Any = {**asked, "expand": OF_PAGE}
        with asking("open_page"):
            made = self._client.v1.checkout.sessions.create(params, {"idempotency_key": key})
        return page_of(made)

    def _page(self, wish: PageWish, key: str) -> dict[str, Any]:
        return {
            "customer": wish.customer_id,
            "client_reference_id": str(wish.about.id),
            "locale": "zh" if wish.language.startswith("zh") else "en",
            "metadata": metadata_for(wish.about, key),
            "success_url": wish.return_url,
            "cancel_url": wish.return_url,
        }

    def _paying(self, wish: PageWish, key: str) -> dict[str, Any]:
        price = {
            "currency": wish.currency.lower(),
            "unit_amount": wish.amount_minor,
            "product_data": {"name": wish.title},
        }
        wechat = {"payment_method_options": {"wechat_pay": {"client": "web"}}}
        return {
            **self._page(wish, key),
            **(wechat if "wechat_pay" in self.methods else {}),
            "mode": "payment",
            "allowed_payment_method_types": list(self.methods),
            "line_items": [{"price_data": price, "quantity": 1}],
            "payment_intent_data": {
                "description": wish.title,
                "metadata": metadata_for(wish.about, key),
            },
        }

    def _keeping(self, wish: PageWish, key: str) -> dict[str, Any]:
        return {
            **self._page(wish, key),
            "mode": "setup",
            "currency": wish.currency.lower(),
            "allowed_payment_method_types": [m for m in self.methods if m in REUSABLE],
            "setup_intent_data": {"metadata": metadata_for(wish.about, key)},
        }

    def read_page(self, page_id: str) -> PaymentPage:
        with asking("read_page"):
            return page_of(self._client.v1.checkout.sessions.retrieve(page_id, {"expand": OF_PAGE}))

    def close_page(self, page_id: str, *, key: str) -> PaymentPage:
        """Looks first and last: a person may have paid in between."""
        if self.read_page(page_id).state is PageState.OPEN:
            with asking("close_page"):
                try:
                    self._client.v1.checkout.sessions.expire(page_id, {}, {"idempotency_key": key})
                except stripe.InvalidRequestError:
                    if self.read_page(page_id).state is PageState.OPEN:
                        raise
        return self.read_page(page_id)

    def charge(self, wish: ChargeWish, *, key: str) -> Payment:
        with asking("charge"):
            made = self._charged(wish.method.customer_id, key) or self._charge(wish, key)
        return self.read_payment(made)

    def find_charge(self, customer_id: str, *, key: str) -> Payment | None:
        with asking("find_charge"):
            made = self._charged(customer_id, key)
        return None if made is None else self.read_payment(made)

    def _charged(self, customer_id: str, key: str) -> str | None:
        """The payment that was asked for with this key before, however long ago."""
        listed = self._client.v1.payment_intents.list({"customer": customer_id, "limit": 100})
        found = (each.id for each in listed.auto_paging_iter() if was_asked_as(each) == key)
        return next(found, None)

    def _charge(self, wish: ChargeWish, key: str) -> str:
        """The payment's id, also when the bank declined: the payment says so."""
        params: Any = {
            "amount": wish.amount_minor,
            "currency": wish.currency.lower(),
            "customer": wish.method.customer_id,
            "payment_method": wish.method.id,
            "confirm": True,
            "off_session": True,
            "description": wish.title,
            "metadata": metadata_for(wish.about, key),
        }
        try:
            return self._client.v1.payment_intents.create(params, {"idempotency_key": key}).id
        except stripe.CardError as error:
            intent = getattr(error.error, "payment_intent", None)
            if intent is None:
                raise
            return str(intent.id)

    def read_payment(self, payment_id: str) -> Payment:
        with asking("read_payment"):
            intent = self._client.v1.payment_intents.retrieve(payment_id, {"expand": OF_PAYMENT})
            return self._payment_about(intent)

    def cancel_payment(self, payment_id: str, *, key: str) -> Payment:
        ended = (PaymentState.SUCCEEDED, PaymentState.CANCELLED)
        if self.read_payment(payment_id).state not in ended:
            with asking("cancel_payment"):
                try:
                    intents = self._client.v1.payment_intents
                    intents.cancel(payment_id, {}, {"idempotency_key": key})
                except stripe.InvalidRequestError:
                    if self.read_payment(payment_id).state not in ended:
                        raise
        return self.read_payment(payment_id)

    def refund(self, payment_id: str, *, amount_minor: int, key: str) -> Refund:
        refunds, about = self._client.v1.refunds, self.read_payment(payment_id).about
        with asking("refund"):
            listed = refunds.list({"payment_intent": payment_id, "limit": 100})
            for each in listed.auto_paging_iter():
                if was_asked_as(each) == key:
                    return refund_of(each, about=about)
            made = refunds.create(
                {
                    "payment_intent": payment_id,
                    "amount": amount_minor,
                    "metadata": metadata_for(about, key),
                },
                {"idempotency_key": key},
            )
        return refund_of(made, about=about)

    def read_dispute(self, dispute_id: str) -> Dispute:
        with asking("read_dispute"):
            dispute = self._client.v1.disputes.retrieve(dispute_id)
        payment = id_of(dispute.payment_intent)
        return dispute_of(dispute, about=self.read_payment(payment).about if payment else None)

    def taken_of(self, payment_id: str) -> Iterator[Refund | Dispute]:
        about = self.read_payment(payment_id).about
        with asking("taken_of"):
            params: Any = {"payment_intent": payment_id, "limit": 100}
            for refund in self._client.v1.refunds.list(params).auto_paging_iter():
                yield refund_of(refund, about=about)
            for dispute in self._client.v1.disputes.list(params).auto_paging_iter():
                yield dispute_of(dispute, about=about)

    def read_refund(self, refund_id: str) -> Refund:
        with asking("read_refund"):
            refund = self._client.v1.refunds.retrieve(refund_id)
        payment = id_of(refund.payment_intent)
        return refund_of(refund, about=self.read_payment(payment).about if payment else None)
