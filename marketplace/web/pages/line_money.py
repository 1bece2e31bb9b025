"""Invoices and payments of lines (发票与付款): across all contracts, and of one contract."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.line_schedule import ONE_OFF
from marketplace.domain.lives import InvoiceState
from marketplace.domain.working_days import local_day
from marketplace.schemas.line_payments import NewInvoiceSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.find_contract_payments import ContractPayments, find_contract_payments
from marketplace.services.find_invoices import seen, visible_invoices
from marketplace.services.find_payment_parties import find_payment_parties
from marketplace.services.find_payment_totals import find_payment_totals
from marketplace.services.record_invoices import record_invoice
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.listing import asked_id, chosen, day_of, listing

pages = Blueprint("line_money_pages", __name__, url_prefix="/line-money")
OVERDUE = "overdue"
OF_CONTRACT = "/contracts/<uuid:contract_id>"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    require(Permission.MARKET_READ, identity)
    picked = asked()
    found = listing(session, visible_invoices(identity, now=now, **picked))
    contracts, parties = find_payment_parties(session, identity=identity)
    return render_template(
        "line_money/listing.html",
        page=found,
        found=seen(found.things, now=now),
        totals=find_payment_totals(session, identity=identity, now=now, **picked),
        contracts=contracts,
        parties=parties,
        asked={name: value for name, value in request.args.items() if value and name != "offset"},
    )


pages.add_url_rule("", "listing", listed)


def asked() -> dict[str, Any]:
    """What the address chooses; whatever is no state, id or month counts as not given."""
    month = request.args.get("month", "")
    return {
        "state": chosen(InvoiceState, "state"),
        "overdue": request.args.get("state") == OVERDUE,
        "contract_id": asked_id("contract_id"),
        "counterparty_id": asked_id("counterparty_id"),
        "month": day_of(f"{month}-01"),
    }


@pages.get(OF_CONTRACT)
@page
def contract(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_contract_payments(session, contract_id, identity=identity, now=now)
    return render_template(
        "line_money/contract.html",
        found=found,
        contract=found.contract,
        records=allowed(Permission.INVOICE_RECORD, identity, found.contract),
        ONE_OFF=ONE_OFF,
    )


@pages.get(OF_CONTRACT + "/new-invoice")
@page
def new_invoice(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The items that the reader chose, else all that can be invoiced, with their sums."""
    found = find_contract_payments(session, contract_id, identity=identity, now=now)
    require(Permission.INVOICE_RECORD, identity, found.contract)
    items = _chosen_items(found)
    net = sum(one.item.net_minor for one in items)
    return render_template(
        "line_money/new_invoice.html",
        found=found,
        contract=found.contract,
        items=items,
        net_minor=net,
        vat_minor=sum(one.item.vat_minor for one in items),
        today=local_day(now),
        ONE_OFF=ONE_OFF,
    )


def _chosen_items(found: ContractPayments) -> list[Any]:
    named = set(request.values.getlist("item_ids"))
    free = [one for one in found.items if one.invoice is None]
    picked = [one for one in free if str(one.item.id) in named]
    return picked or [one for one in free if one.ready]


@pages.post(OF_CONTRACT + "/invoices")
@act(again=new_invoice)
def record(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    find_contract_payments(session, contract_id, identity=identity, now=now)
    made = record_invoice(
        session, contract_id=contract_id, identity=identity, now=now, **load(NewInvoiceSchema())
    )
    flash(_("The invoice is on record; the company is told."))
    return redirect(url_for("line_invoice_pages.show", invoice_id=made.id), 303)
