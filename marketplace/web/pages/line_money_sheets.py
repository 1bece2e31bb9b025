"""Invoices and payments of lines as sheets: lists, and sheets to fill in and bring back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.price_rows import RowSource
from marketplace.schemas import line_payment_sheets as sheets
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import Sheet, SheetForm, parse_sheet
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services import find_payment_rows as rows
from marketplace.services.find_invoices import own_side
from marketplace.services.import_invoices import Imported, import_invoices
from marketplace.services.import_remittances import import_remittances
from marketplace.web.call import act, page
from marketplace.web.forms import sent_file
from marketplace.web.language import spoken
from marketplace.web.listing import asked_id
from marketplace.web.pages.line_money import asked
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("line_money_sheet_pages", __name__, url_prefix="/line-money")
FORM = "<any(csv, xlsx):form>"


@pages.get(f"/invoices.{FORM}")
@page
def invoice_list(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = rows.invoice_rows(session, identity=identity, now=now, language=spoken(), **asked())
    return _sheet(sheets.INVOICE_LIST, found, "line-invoices", form)


@pages.get(f"/schedule.{FORM}")
@page
def schedule(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    which = {"contract_id": asked_id("contract_id")}
    found = rows.due_item_rows(session, identity=identity, now=now, language=spoken(), **which)
    return _sheet(sheets.DUE_ITEM_LIST, found, "schedule", form)


@pages.get("/import")
@page
def importing(*, session: Any, identity: Any, now: Any) -> str:
    side = own_side(identity)
    records = allowed(Permission.INVOICE_RECORD, identity, side)
    pays = allowed(Permission.INVOICE_PAY, identity, side)
    if not pays:
        require(Permission.INVOICE_RECORD, identity, side)
    return render_template("line_money/import.html", records=records, pays=pays)


@pages.get(f"/to-invoice.{FORM}")
@page
def to_invoice(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = rows.rows_to_invoice(session, identity=identity, now=now)
    return _sheet(sheets.INVOICE_SHEET, found, "to-invoice", form)


@pages.get(f"/to-pay.{FORM}")
@page
def to_pay(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = rows.rows_to_pay(session, identity=identity, now=now)
    return _sheet(sheets.REMITTANCE_SHEET, found, "to-pay", form)


@pages.post("/import-invoices")
@act(again=importing)
def bring_invoices(*, session: Any, identity: Any, now: Any) -> Any:
    require(Permission.INVOICE_RECORD, identity, own_side(identity))
    source = _source(sheets.INVOICE_SHEET)
    return _brought(import_invoices(session, source, identity=identity, now=now))


@pages.post("/import-remittances")
@act(again=importing)
def bring_remittances(*, session: Any, identity: Any, now: Any) -> Any:
    require(Permission.INVOICE_PAY, identity, own_side(identity))
    source = _source(sheets.REMITTANCE_SHEET)
    return _brought(import_remittances(session, source, identity=identity, now=now))


def _source(sheet: Sheet) -> RowSource:
    parsed = parse_sheet(sent_file(), sheet)
    return RowSource(parsed.rows, parsed.faults, sheet.column_of_attribute())


def _brought(done: Imported) -> Any:
    told = {"new": done.recorded, "old": done.already, "out": done.left_out}
    flash(_("New on record: %(new)s; on record already: %(old)s; rows left out: %(out)s.", **told))
    return redirect(url_for("line_money_pages.listing"), 303)


def _sheet(sheet: Sheet, found: Any, name: str, form: str) -> Response:
    kind, found = SheetForm(form), list(found)
    data = write_sheet(sheet, found, spoken(), kind)
    return sheet_answer(data if found else template(sheet, spoken(), kind), name, kind)
