"""Service fees: what is owed and how it was computed, how it is paid, credit notes, e-invoices."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.fee_table import Payer
from marketplace.domain.fee_words import GIVEN_REASONS, CreditReason, FeeWay
from marketplace.domain.lives import FeeCreditState, FeeState
from marketplace.domain.payments import RefundState
from marketplace.schemas.disputes import DisputeSchema
from marketplace.schemas.e_invoice import EInvoiceNumber
from marketplace.schemas.fee_tables import FeeRowSchema
from marketplace.schemas.fields import Amount, Choice, Flag, Schema, Text, Uuid, Whole, refuse
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.desk_money_orders import FEES


class GivenReason(Choice):
    """Why an operator takes back a fee."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if value not in GIVEN_REASONS:
            raise refuse("choice", choices=", ".join(map(str, GIVEN_REASONS)))
        return super()._deserialize(value, attr, data, **kwargs)


class FeeQuerySchema(Schema):
    state = Choice(FeeState, load_default=None)
    payer = Choice(Payer, load_default=None)
    organisation_id = Uuid(load_default=None)
    contract_id = Uuid(load_default=None)
    group_buy_id = Uuid(load_default=None)
    e_invoice_missing = Flag(load_default=False)
    sort = order_field(*FEES)


class FeePartSchema(Schema):
    """By row of the table: the value of its lines, the whole fee, and this payer's part of it."""

    row = fields.Nested(FeeRowSchema)
    value_minor = Amount()
    fee_minor = Amount()
    part_minor = Amount()


class EInvoicedSchema(Schema):
    """Number and day of the e-invoice (数电票); of a credit note, the red one."""

    e_invoice_number = Text(allow_none=True)
    e_invoice_on = Day(allow_none=True)


class FeeCreditSchema(EInvoicedSchema):
    """A credit note; `returned_minor` went back of what was paid."""

    id = Uuid()
    number = Text()
    state = Choice(FeeCreditState)
    why = Choice(CreditReason)
    reason = Text()
    net_minor = Amount()
    vat_minor = Amount()
    total_minor = Amount()
    way = Choice(FeeWay)
    created_at = Instant()
    issued_at = Instant(allow_none=True)
    fault = Text()
    pdf_url = Text(allow_none=True)
    refund_state = Choice(RefundState, allow_none=True)
    returned_on = Day(allow_none=True)
    returned_minor = Amount()
    return_reference = Text(allow_none=True)


class FeeSchema(EInvoicedSchema):
    """Amounts in fen. `open_minor`: still to be paid; below zero, to be given back.

    `overpaid_minor`: paid twice and not back yet; `returned_minor` went back by bank transfer.
    """

    id = Uuid()
    number = Text()
    contract_id = Uuid()
    contract_number = Text(attribute="contract.number")
    group_buy_id = Uuid()
    payer = Choice(Payer)
    organisation = fields.Nested(PartySchema)
    fee_table = Whole()
    parts = fields.List(fields.Nested(FeePartSchema))
    net_minor = Amount()
    vat_bps = Whole()
    vat_minor = Amount()
    total_minor = Amount()
    credited_minor = Amount()
    open_minor = Whole(None)
    currency = Text()
    state = Choice(FeeState)
    way = Choice(FeeWay, allow_none=True)
    fault = Text()
    arisen_at = Instant()
    issued_at = Instant(allow_none=True)
    due_on = Day(allow_none=True)
    paid_at = Instant(allow_none=True)
    ended_reason = Text(allow_none=True)
    page_url = Text(allow_none=True)
    pdf_url = Text(allow_none=True)
    stripe_number = Text(allow_none=True)
    transferred_on = Day(allow_none=True)
    bank_reference = Text(allow_none=True)
    overpaid_minor = Amount()
    returned_on = Day(allow_none=True)
    returned_minor = Amount()
    return_reference = Text(allow_none=True)
    credits = fields.List(fields.Nested(FeeCreditSchema))
    disputes = fields.List(fields.Nested(DisputeSchema))


class IssueFeeSchema(Schema):
    way = Choice(FeeWay, required=True)


class FeeReasonSchema(Schema):
    reason = Text(1, 1000, lines=True, required=True)


class FeeTransferSchema(Schema):
    """All that is open came by bank transfer."""

    transferred_on = Day(required=True)
    bank_reference = Text(1, 100, required=True)


class NewFeeCreditSchema(Schema):
    """`net_minor` without VAT; null or absent: all that is left. A part is whole yuan."""

    net_minor = Amount(1, load_default=None, allow_none=True)
    why = GivenReason(CreditReason, required=True)
    reason = Text(1, 1000, lines=True, required=True)


class FeeReturnSchema(Schema):
    returned_on = Day(required=True)
    return_reference = Text(1, 100, required=True)


class FeeEInvoiceSchema(Schema):
    number = EInvoiceNumber(required=True)
    issued_on = Day(required=True)


class FeeSumsSchema(Schema):
    """Fees in one state: how many, and what they come to with VAT."""

    state = Choice(FeeState)
    count = Whole()
    total_minor = Amount()
