"""API: payments of lines as sheets (CSV, XLSX): lists, and sheets to fill in and bring back."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import BOTH, CSV, FORM, SHEET_BODY, sent_sheet, sheet_answer
from marketplace.domain.price_rows import RowSource
from marketplace.schemas import line_payment_sheets as sheets
from marketplace.schemas.line_invoices import PaymentsImportedSchema
from marketplace.schemas.line_payments import (
    DueItemQuerySchema,
    InvoiceQuerySchema,
)
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import Sheet, SheetForm, parse_sheet
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services import find_payment_rows as rows
from marketplace.services.find_invoices import own_side
from marketplace.services.import_invoices import import_invoices
from marketplace.services.import_remittances import import_remittances

blp = Blueprint("line_payment_sheets_api", __name__, description="Payments of lines as sheets")
Body = dict[str, Any]


@blp.route(f"/line-invoices.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(InvoiceQuerySchema, location="query", unknown="exclude")
def get_invoice_list(chosen: Body, form: str, **call: Any) -> Any:
    """The invoices that the filter chose, as CSV or XLSX."""
    found = rows.invoice_rows(language=asked_language(), **chosen, **call)
    return written(sheets.INVOICE_LIST, found, "line-invoices", form)


@blp.route(f"/due-items.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(DueItemQuerySchema, location="query", unknown="exclude")
def get_due_item_list(chosen: Body, form: str, **call: Any) -> Any:
    """The schedule with the invoice over each item, as CSV or XLSX."""
    found = rows.due_item_rows(language=asked_language(), **chosen, **call)
    return written(sheets.DUE_ITEM_LIST, found, "due-items", form)


@blp.route(f"/invoice-sheet.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
def get_invoice_sheet(form: str, **call: Any) -> Any:
    """What you, as a carrier, can invoice now, to be filled in with numbers and days."""
    return written(sheets.INVOICE_SHEET, rows.rows_to_invoice(**call), "to-invoice", form)


@blp.route("/invoice-sheet", methods=["POST"])
@blp.doc(requestBody=SHEET_BODY)
@creating
@blp.response(200, PaymentsImportedSchema)
def post_invoice_sheet(*, session: Any, identity: Any, now: Any) -> Any:
    """Record many invoices from the sheet, as the carrier: all of them, or none and every fault.

    Rows of one number are one invoice. What is on record already is left alone.
    """
    require(Permission.INVOICE_RECORD, identity, own_side(identity))
    return import_invoices(session, source_of(sheets.INVOICE_SHEET), identity=identity, now=now)


@blp.route(f"/remittance-sheet.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
def get_remittance_sheet(form: str, **call: Any) -> Any:
    """What you, as a company, have to pay, to be filled in with references, days and amounts."""
    return written(sheets.REMITTANCE_SHEET, rows.rows_to_pay(**call), "to-pay", form)


@blp.route("/remittance-sheet", methods=["POST"])
@blp.doc(requestBody=SHEET_BODY)
@creating
@blp.response(200, PaymentsImportedSchema)
def post_remittance_sheet(*, session: Any, identity: Any, now: Any) -> Any:
    """Record many transfers from the sheet, as the company: all of them, or none and every fault.

    What is on record already is left alone.
    """
    require(Permission.INVOICE_PAY, identity, own_side(identity))
    source = source_of(sheets.REMITTANCE_SHEET)
    return import_remittances(session, source, identity=identity, now=now)


def source_of(sheet: Sheet) -> RowSource:
    """The rows of the sheet in the request's body; raises 415 for another type, Invalid."""
    parsed = parse_sheet(sent_sheet(), sheet)
    return RowSource(parsed.rows, parsed.faults, sheet.column_of_attribute())


def written(sheet: Sheet, found: Any, name: str, form: str) -> Any:
    """The rows as a sheet in the asked language; an empty one to fill in comes with its notes."""
    kind, found = SheetForm(form), list(found)
    data = write_sheet(sheet, found, asked_language(), kind)
    return sheet_answer(data if found else template(sheet, asked_language(), kind), name, kind)
