"""API: what lines in service cost, recorded only: due items, invoices, disputes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of
from marketplace.schemas import line_invoices as told
from marketplace.schemas import line_payments as schemas
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.dispute_invoice import answer_dispute, dispute_invoice, settle_dispute
from marketplace.services.find_contract_payments import find_contract_payments
from marketplace.services.find_due_items import visible_due_items, with_invoices
from marketplace.services.find_invoices import find_invoice, seen, visible_invoices
from marketplace.services.find_payment_totals import find_payment_totals
from marketplace.services.record_invoices import record_invoice
from marketplace.services.void_invoice import replace_invoice, void_invoice

blp = Blueprint("line_invoices_api", __name__, description="Invoices of lines · 专线发票")
Body = dict[str, Any]
ONE = "/line-invoices/<uuid:invoice_id>"


@blp.route("/due-items")
@reading
@blp.response(200, told.DueItemSchema(many=True))
@blp.arguments(schemas.DueItemQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_due_items(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """What your lines in service cost, payment by payment, with the invoice over each."""
    require(Permission.MARKET_READ, identity)
    found, headers = page(session, visible_due_items(identity, now=now, **chosen), **paging)
    return with_invoices(session, found, now=now), headers


@blp.route("/line-invoices")
@reading
@blp.response(200, told.LineInvoiceSchema(many=True))
@blp.arguments(schemas.InvoiceQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_line_invoices(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your invoices as company or carrier, newest first; observers and reviewers see all."""
    require(Permission.MARKET_READ, identity)
    found, headers = page(session, visible_invoices(identity, now=now, **chosen), **paging)
    return seen(found, now=now), headers


@blp.route("/line-invoice-totals")
@reading
@blp.response(200, told.PaymentTotalsSchema)
@blp.arguments(schemas.InvoiceQuerySchema, location="query", unknown="exclude")
def get_totals(chosen: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Sums of the same: invoiced, paid, received, disputed, overdue, and what can be invoiced."""
    require(Permission.MARKET_READ, identity)
    return find_payment_totals(session, identity=identity, now=now, **chosen)


@blp.route("/contracts/<uuid:contract_id>/payments")
@reading
@blp.response(200, told.ContractPaymentsSchema)
def get_contract_payments(contract_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The schedule of a contract's lines in service, its invoices, and whom to pay."""
    return find_contract_payments(session, contract_id, identity=identity, now=now)


@blp.route("/contracts/<uuid:contract_id>/invoices", methods=["POST"])
@creating
@blp.response(201, told.WholeInvoiceSchema)
@blp.arguments(schemas.NewInvoiceSchema)
def post_invoice(body: Body, contract_id: UUID, **call: Any) -> Any:
    """Record, as the carrier, an e-invoice that you issued over due items of the contract."""
    made = record_invoice(contract_id=contract_id, **body, **call)
    return whole(made.id, **call)


@blp.route(ONE)
@reading
@blp.response(200, told.WholeInvoiceSchema)
def get_line_invoice(invoice_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One invoice with items, account, remittances, and who did what about it."""
    return whole(invoice_id, session=session, identity=identity, now=now)


@blp.route(ONE + "/void", methods=["POST"])
@creating
@blp.response(200, told.WholeInvoiceSchema)
@blp.arguments(schemas.VoidInvoiceSchema)
def post_void(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """Take an invoice back, as the carrier; its items can be invoiced again."""
    void_invoice(invoice_id=invoice_id, **body, **call)
    return whole(invoice_id, **call)


@blp.route(ONE + "/replace", methods=["POST"])
@creating
@blp.response(201, told.WholeInvoiceSchema)
@blp.arguments(schemas.ReplaceInvoiceSchema)
def post_replace(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """Put another invoice in its place, as the carrier; what was paid is carried over."""
    made = replace_invoice(invoice_id=invoice_id, **body, **call)
    return whole(made.id, **call)


@blp.route(ONE + "/dispute", methods=["POST"])
@creating
@blp.response(200, told.WholeInvoiceSchema)
@blp.arguments(schemas.PaymentReasonSchema)
def post_dispute(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """Dispute an invoice, as either party, with a reason; the other one answers."""
    dispute_invoice(invoice_id=invoice_id, **body, **call)
    return whole(invoice_id, **call)


@blp.route(ONE + "/answer", methods=["POST"])
@creating
@blp.response(200, told.WholeInvoiceSchema)
@blp.arguments(schemas.PaymentReasonSchema)
def post_answer(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """Answer the other party's dispute."""
    answer_dispute(invoice_id=invoice_id, **body, **call)
    return whole(invoice_id, **call)


@blp.route(ONE + "/settle", methods=["POST"])
@creating
@blp.response(200, told.WholeInvoiceSchema)
@blp.arguments(schemas.PaymentReasonSchema)
def post_settle(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """End your dispute: the invoice stands, as far paid as it is."""
    settle_dispute(invoice_id=invoice_id, **body, **call)
    return whole(invoice_id, **call)


def whole(invoice_id: UUID, *, session: Any, identity: Any, now: Any) -> tuple[Any, dict[str, str]]:
    """The invoice as it stands now with its ETag and address."""
    found = find_invoice(session, invoice_id, identity=identity, now=now)
    place = f"/api/v1/line-invoices/{invoice_id}"
    return found, {"ETag": etag_of(found.invoice.version), "Location": place}
