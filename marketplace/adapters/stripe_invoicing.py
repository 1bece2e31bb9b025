"""The service fee's invoices by Stripe Invoicing: drawn up, sent, made void, credited."""

from __future__ import annotations

from typing import Any

import stripe
from stripe import StripeClient

from marketplace.adapters.stripe_calls import asking
from marketplace.adapters.stripe_reading import (
    about_of,
    credit_note_of,
    id_of,
    invoice_of,
    metadata_for,
    was_asked_as,
)
from marketplace.domain.payment_wishes import InvoiceWish
from marketplace.domain.payments import CreditNote, FeeInvoice, PaymentRefused

OF_INVOICE = ["payments"]
VAT_NAME = "增值税 VAT"


class StripeInvoicing:
    """Each step has a key of its own made from the one given, so a broken call goes on."""

    _client: StripeClient
    methods: tuple[str, ...]

    def issue_invoice(self, wish: InvoiceWish, *, key: str) -> FeeInvoice:
        """Refused `tax_differs`, and nothing sent, when Stripe's sum is not ours to the fen."""
        with asking("issue_invoice"):
            invoice = self._invoiced(wish.customer_id, key) or self._draft(wish, key)
            if invoice.status == "draft":
                self._fill(invoice, wish, key)
            if invoice.status in ("draft", "open"):
                self._send(invoice.id, key)
        return self.read_invoice(invoice.id)

    def recall_invoice(self, customer_id: str, *, key: str) -> FeeInvoice | None:
        with asking("recall_invoice"):
            try:
                invoice = self._invoiced(customer_id, key)
            except stripe.InvalidRequestError as error:
                if error.code != "resource_missing":
                    raise
                return None  # a customer of another account: nothing was made of it here
            if invoice is not None and invoice.status == "draft":
                self._client.v1.invoices.delete(invoice.id)
                return None
        return self.read_invoice(invoice.id) if invoice is not None else None

    def _invoiced(self, customer_id: str, key: str) -> Any:
        listed = self._client.v1.invoices.list({"customer": customer_id, "limit": 100})
        found = (each for each in listed.auto_paging_iter() if was_asked_as(each) == key)
        return next(found, None)

    def _draft(self, wish: InvoiceWish, key: str) -> Any:
        params: Any = {
            "customer": wish.customer_id,
            "collection_method": "send_invoice",
            "currency": wish.currency.lower(),
            "days_until_due": wish.days_until_due,
            "auto_advance": False,
            "description": wish.title,
            "metadata": metadata_for(wish.about, key),
            "payment_settings": {"payment_method_types": list(self.methods)},
        }
        return self._client.v1.invoices.create(params, {"idempotency_key": f"{key}:draft"})

    def _fill(self, invoice: Any, wish: InvoiceWish, key: str) -> None:
        """One line with its VAT; nothing when it has it already."""
        if not invoice.lines.data:
            line: Any = {
                "customer": wish.customer_id,
                "invoice": invoice.id,
                "amount": wish.net_minor,
                "currency": wish.currency.lower(),
                "description": wish.title,
                "tax_rates": [self._tax_rate(wish.vat_bps)],
            }
            self._client.v1.invoice_items.create(line, {"idempotency_key": f"{key}:line"})
        drawn = self._client.v1.invoices.retrieve(invoice.id)
        if drawn.total != wish.net_minor + wish.vat_minor:
            raise PaymentRefused("tax_differs")

    def _send(self, invoice_id: str, key: str) -> None:
        """Numbered and sent; Stripe finalises a draft that is sent."""
        self._client.v1.invoices.send_invoice(invoice_id, {}, {"idempotency_key": f"{key}:send"})

    def _tax_rate(self, bps: int) -> str:
        """The id of our tax rate of so many basis points, made once."""
        rates = self._client.v1.tax_rates
        percentage = bps / 100
        listed = rates.list({"active": True, "inclusive": False, "limit": 100})
        for rate in listed.auto_paging_iter():
            if rate.display_name == VAT_NAME and rate.percentage == percentage:
                return rate.id
        made = rates.create(
            {
                "display_name": VAT_NAME,
                "percentage": percentage,
                "inclusive": False,
                "country": "CN",
            },
            {"idempotency_key": f"tax-rate-{bps}"},
        )
        return made.id

    def read_invoice(self, invoice_id: str) -> FeeInvoice:
        with asking("read_invoice"):
            return invoice_of(self._client.v1.invoices.retrieve(invoice_id, {"expand": OF_INVOICE}))

    def void_invoice(self, invoice_id: str, *, key: str) -> FeeInvoice:
        """One that is void already stays so; one that was paid is refused."""
        with asking("void_invoice"):
            if self._client.v1.invoices.retrieve(invoice_id).status != "void":
                self._client.v1.invoices.void_invoice(invoice_id, {}, {"idempotency_key": key})
        return self.read_invoice(invoice_id)

    def credit_invoice(
        self, invoice_id: str, *, net_minor: int, vat_minor: int, key: str
    ) -> CreditNote:
        with asking("credit_invoice"):
            notes = self._client.v1.credit_notes
            listed = notes.list({"invoice": invoice_id, "limit": 100})
            for note in listed.auto_paging_iter():
                if was_asked_as(note) == key and note.status == "void":
                    raise PaymentRefused("credit_note_voided")
                if was_asked_as(note) == key:
                    return credit_note_of(note)
            params = self._credit(invoice_id, net_minor, vat_minor, key)
            if notes.preview(params).total != net_minor + vat_minor:
                raise PaymentRefused("tax_differs")
            return credit_note_of(notes.create(params, {"idempotency_key": key}))

    def _credit(self, invoice_id: str, net: int, vat: int, key: str) -> Any:
        """One line at the invoice's own tax rates; what was paid goes back the way it came."""
        invoice = self._client.v1.invoices.retrieve(invoice_id)
        taxes = [tax.tax_rate_details for tax in invoice.total_taxes or []] if vat else []
        line = {
            "type": "custom_line_item",
            "description": invoice.lines.data[0].description,
            "quantity": 1,
            "unit_amount": net,
            "tax_rates": [details.tax_rate for details in taxes if details],
        }
        params = {
            "invoice": invoice_id,
            "lines": [line],
            "metadata": metadata_for(about_of(invoice), key),
        }
        return {**params, "refund_amount": net + vat} if invoice.status == "paid" else params

    def read_credit_note(self, note_id: str) -> CreditNote:
        with asking("read_credit_note"):
            return credit_note_of(self._client.v1.credit_notes.retrieve(note_id))

    def _invoice_paying(self, payment_id: str) -> Any:
        """The invoice that this payment is for; None when it is for none."""
        params: Any = {
            "payment": {"type": "payment_intent", "payment_intent": payment_id},
            "limit": 1,
        }
        listed = self._client.v1.invoice_payments.list(params).data
        return self._client.v1.invoices.retrieve(str(id_of(listed[0].invoice))) if listed else None
