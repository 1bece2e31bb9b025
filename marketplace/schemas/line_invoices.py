"""What is told of lines' payments: due items, invoices with what was paid of them, sums, moves."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import InvoiceState
from marketplace.domain.payment_due import DueRule
from marketplace.domain.payment_next import PaymentStep
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.line_payments import RemittanceSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.payee_accounts import PayeeAccountSchema, SeenAccountSchema
from marketplace.schemas.time_fields import Day, Instant


class DueItemSchema(Schema):
    """One payment of a line: `number` 0 is the one-off, then the months; both days are counted."""

    id = Uuid(attribute="item.id")
    contract_id = Uuid(attribute="item.contract_id")
    contract_number = Text(attribute="item.contract.number")
    member = fields.Nested(PartySchema, attribute="item.contract.member")
    carrier = fields.Nested(PartySchema, attribute="item.contract.carrier")
    contract_line_id = Uuid(attribute="item.contract_line_id")
    reference = Text(attribute="item.contract_line.reference")
    number = Whole(attribute="item.number")
    from_on = Day(attribute="item.from_on")
    to_on = Day(attribute="item.to_on")
    net_minor = Amount(attribute="item.net_minor")
    vat_minor = Amount(attribute="item.vat_minor")
    invoice_id = Uuid(attribute="invoice.id", dump_default=None, allow_none=True)
    invoice_number = Text(attribute="invoice.number", dump_default=None, allow_none=True)
    invoice_state = Choice(
        InvoiceState, attribute="invoice.state", dump_default=None, allow_none=True
    )
    next = Choice(PaymentStep)


class LatePaymentSchema(Schema):
    """By which rule it is late, since which day, by how many days."""

    rule = Choice(DueRule)
    due_on = Day()
    days = Whole()


class PaymentDueSchema(Schema):
    """A day up to which payment is in time, and whose rule that is."""

    rule = Choice(DueRule)
    on = Day()


class LineInvoiceSchema(Schema):
    """An invoice with what is paid of it, what is next, and how late it is."""

    id = Uuid(attribute="invoice.id")
    contract_id = Uuid(attribute="invoice.contract_id")
    contract_number = Text(attribute="invoice.contract.number")
    group_buy_id = Uuid(attribute="invoice.group_buy_id")
    member = fields.Nested(PartySchema, attribute="invoice.contract.member")
    carrier = fields.Nested(PartySchema, attribute="invoice.contract.carrier")
    number = Text(attribute="invoice.number")
    issued_on = Day(attribute="invoice.issued_on")
    currency = Text(attribute="invoice.currency")
    vat_bps = Bps(attribute="invoice.vat_bps")
    net_minor = Amount(attribute="invoice.net_minor")
    vat_minor = Amount(attribute="invoice.vat_minor")
    gross_minor = Amount(attribute="invoice.gross_minor")
    remitted_minor = Amount(attribute="invoice.remitted_minor")
    received_minor = Amount(attribute="invoice.received_minor")
    open_minor = Amount(attribute="invoice.open_minor")
    state = Choice(InvoiceState, attribute="invoice.state")
    dues = fields.List(fields.Nested(PaymentDueSchema), attribute="invoice.dues")
    due_on = Day(attribute="invoice.due_on", allow_none=True)
    late = fields.List(fields.Nested(LatePaymentSchema))
    days_late = Whole()
    next = Choice(PaymentStep)
    recorded_at = Instant(attribute="invoice.recorded_at")


class InvoicedItemSchema(Schema):
    """A due item that an invoice is or was over."""

    id = Uuid(attribute="due_item.id")
    reference = Text(attribute="due_item.contract_line.reference")
    number = Whole(attribute="due_item.number")
    from_on = Day(attribute="due_item.from_on")
    to_on = Day(attribute="due_item.to_on")
    net_minor = Amount(attribute="due_item.net_minor")
    vat_minor = Amount(attribute="due_item.vat_minor")


class InvoiceMoveSchema(Schema):
    """One step in the life of an invoice or a remittance of it: who, when, why."""

    at = Instant()
    subject = Text()
    event = Text()
    to_state = Text(allow_none=True)
    reason = Text(allow_none=True)
    organisation = fields.Nested(PartySchema, allow_none=True)
    reference = Text(allow_none=True)
    before = Text(allow_none=True)
    after = Text(allow_none=True)


class WholeInvoiceSchema(LineInvoiceSchema):
    """The invoice with its items, the account it is paid to, its remittances and moves."""

    seller_uscc = Text(attribute="invoice.seller_uscc")
    buyer_uscc = Text(attribute="invoice.buyer_uscc")
    difference_reason = Text(attribute="invoice.difference_reason")
    differs = Flag(attribute="invoice.differs")
    tax_due_on = Day(attribute="invoice.tax_due_on")
    payee_account = fields.Nested(SeenAccountSchema, attribute="account")
    account_changed = Flag(metadata={"description": "Another account stood there at first"})
    disputed_by = Uuid(attribute="invoice.disputed_by", allow_none=True)
    answered_at = Instant(attribute="invoice.answered_at", allow_none=True)
    red_number = Text(attribute="invoice.red_number", allow_none=True)
    replaced_by_id = Uuid(attribute="invoice.replaced_by_id", allow_none=True)
    items = fields.List(fields.Nested(InvoicedItemSchema), attribute="invoice.items")
    remittances = fields.List(fields.Nested(RemittanceSchema), attribute="invoice.remittances")
    moves = fields.List(fields.Nested(InvoiceMoveSchema))


class PaymentSumSchema(Schema):
    count = Whole()
    minor = Amount()


class PaymentTotalsSchema(Schema):
    """Amounts with VAT; `ready`: delivered and not invoiced; `overdue`: what is open of it."""

    ready = fields.Nested(PaymentSumSchema)
    invoiced = fields.Nested(PaymentSumSchema)
    paid = fields.Nested(PaymentSumSchema)
    received = fields.Nested(PaymentSumSchema)
    disputed = fields.Nested(PaymentSumSchema)
    overdue = fields.Nested(PaymentSumSchema)


class ContractPaymentsSchema(Schema):
    """From contract to invoice to payment: the schedule of all its lines, invoices, accounts."""

    contract_id = Uuid(attribute="contract.id")
    contract_number = Text(attribute="contract.number")
    totals = fields.Nested(PaymentTotalsSchema)
    items = fields.List(fields.Nested(DueItemSchema))
    invoices = fields.List(fields.Nested(LineInvoiceSchema))
    payee_accounts = fields.List(fields.Nested(PayeeAccountSchema))


class PaymentsImportedSchema(Schema):
    """What a sheet did: new on record, on record already, rows left out as not filled in."""

    recorded = Whole()
    already = Whole()
    left_out = Whole()
