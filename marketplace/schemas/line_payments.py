"""What parties state of lines' payments: invoices, remittances, reasons; and filters of lists."""

from __future__ import annotations

from typing import Any

from marketplace.domain.lives import InvoiceState, RemittanceState
from marketplace.schemas.e_invoice import EInvoiceNumber
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Schema,
    Text,
    Uuid,
    listed,
)
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.time_fields import Day, Instant

MOST_ITEMS = 500


class Currency(Text):
    """Three letters; domestic contracts are settled in CNY (PAY-02b)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(3, 3, load_default="CNY", **kwargs)


class InvoiceQuerySchema(Schema):
    """All of them, or by state, contract, counterparty, month of issue, or overdue alone."""

    state = Choice(InvoiceState, **OPTIONAL)
    contract_id = Uuid(**OPTIONAL)
    counterparty_id = Uuid(**OPTIONAL)
    month = Day(**OPTIONAL, metadata={"description": "any day of the month of issue"})
    overdue = Flag(load_default=False)


class DueItemQuerySchema(Schema):
    """All of them, those of one contract, or only those that can be invoiced now."""

    contract_id = Uuid(**OPTIONAL)
    ready = Flag(load_default=False)


class NewInvoiceSchema(Schema):
    """An e-invoice as printed, over due items of one contract, in fen.

    Net is what the schedule has for the items, less needs `difference_reason`, more is refused; VAT
    is the rate of net, half up, a fen an item left to rounding; gross is their sum.
    """

    item_ids = listed(Uuid(), 1, MOST_ITEMS, required=True)
    number = EInvoiceNumber(required=True)
    issued_on = Day(required=True)
    seller_uscc = Text(18, 18, required=True)
    buyer_uscc = Text(18, 18, required=True)
    currency = Currency()
    vat_bps = Bps(load_default=900)
    net_minor = Amount(1, required=True)
    vat_minor = Amount(required=True)
    gross_minor = Amount(1, required=True)
    tax_due_on = Day(**OPTIONAL, metadata={"description": "when the tax fell due, if you say so"})
    payee_account_id = Uuid(
        **OPTIONAL, metadata={"description": "of your standing accounts; null: the only one"}
    )
    difference_reason = Text(0, 500, load_default="")


class VoidInvoiceSchema(Schema):
    """Why it is taken back, and the number of the red-letter e-invoice (红字), if there is one."""

    reason = Text(1, 1000, lines=True, required=True)
    red_number = EInvoiceNumber(**OPTIONAL)


class ReplaceInvoiceSchema(NewInvoiceSchema, VoidInvoiceSchema):
    """The new invoice, and why the old one is taken back; its items may be invoiced anew."""


class PaymentReasonSchema(Schema):
    """What the other party is to know."""

    reason = Text(1, 1000, lines=True, required=True)


class NewRemittanceSchema(Schema):
    """A bank transfer as the bank's receipt has it, in fen, VAT included."""

    reference = Text(1, 100, required=True)
    paid_on = Day(required=True)
    amount_minor = Amount(1, required=True)
    currency = Currency()
    payee_account_id = Uuid(
        **OPTIONAL, metadata={"description": "null: the account that the invoice names"}
    )


class RemittanceSchema(Schema):
    """A transfer as its company states it, and what the carrier says of it."""

    id = Uuid()
    invoice_id = Uuid()
    reference = Text()
    paid_on = Day()
    amount_minor = Amount()
    currency = Text()
    payee_account_id = Uuid()
    state = Choice(RemittanceState)
    recorded_at = Instant()
