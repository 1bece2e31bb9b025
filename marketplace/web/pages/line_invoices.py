"""One invoice of a line: what it is for, whom to pay, what was paid, disputes, and its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import INVOICE, InvoiceEvent
from marketplace.domain.payment_due import SOURCE
from marketplace.domain.working_days import local_day
from marketplace.schemas.line_payments import (
    NewRemittanceSchema,
    PaymentReasonSchema,
    ReplaceInvoiceSchema,
    VoidInvoiceSchema,
)
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.answer_remittance import (
    deny_remittance,
    receive_remittance,
    withdraw_remittance,
)
from marketplace.services.dispute_invoice import answer_dispute, dispute_invoice, settle_dispute
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_invoices import InvoiceWhole, find_invoice
from marketplace.services.find_payee_accounts import visible_accounts
from marketplace.services.record_remittances import OPEN, record_remittance
from marketplace.services.void_invoice import replace_invoice, void_invoice
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken

pages = Blueprint("line_invoice_pages", __name__, url_prefix="/line-money/invoices")
ONE = "/<uuid:invoice_id>"
TRANSFER = ONE + "/remittances/<uuid:remittance_id>"


@pages.get(ONE)
@page
def show(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_invoice(session, invoice_id, identity=identity, now=now)
    return render_template(
        "line_money/invoice.html",
        found=found,
        invoice=found.invoice,
        contract=found.invoice.contract,
        accounts=_accounts(session, identity, found),
        findings=find_own_findings(session, identity, subject_ids=[invoice_id]),
        law=SOURCE.printed(spoken()) if found.invoice.legal_due_on else None,
        today=local_day(now),
        **_may(found, identity),
    )


def _may(found: InvoiceWhole, identity: Any) -> dict[str, bool]:
    """Which acts are the reader's now."""
    invoice = found.invoice
    records = allowed(Permission.INVOICE_RECORD, identity, invoice)
    disputes = allowed(Permission.INVOICE_DISPUTE, identity, invoice)
    own = identity.is_of(invoice.disputed_by)
    disputed = INVOICE.allows(invoice.state, InvoiceEvent.ANSWER)
    return {
        "confirms": records,
        "ends": records and INVOICE.allows(invoice.state, InvoiceEvent.VOID),
        "pays": allowed(Permission.INVOICE_PAY, identity, invoice) and invoice.state in OPEN,
        "takes_back": allowed(Permission.INVOICE_PAY, identity, invoice),
        "disputes": disputes and INVOICE.allows(invoice.state, InvoiceEvent.DISPUTE),
        "answers": disputes and disputed and not own,
        "settles": disputes and disputed and own,
    }


def _accounts(session: Any, identity: Any, found: InvoiceWhole) -> Any:
    """The carrier's standing accounts to choose from."""
    query = visible_accounts(identity, carrier_id=found.invoice.carrier_id, standing=True)
    return session.scalars(query).all()


@pages.post(ONE + "/remit")
@act(again=show)
def remit(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"invoice_id": invoice_id, "identity": identity, "now": now}
    find_invoice(session, **which)
    record_remittance(session, **load(NewRemittanceSchema()), **which)
    flash(_("The transfer is on record; the carrier is asked to confirm it."))
    return to_invoice(invoice_id)


@pages.post(ONE + "/dispute")
@act(again=show)
def dispute(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    _with_reason(dispute_invoice, session, invoice_id, identity, now)
    flash(_("The other party is told and asked to answer."))
    return to_invoice(invoice_id)


@pages.post(ONE + "/answer")
@act(again=show)
def answer(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    _with_reason(answer_dispute, session, invoice_id, identity, now)
    flash(_("Your answer is on record; the other party is told."))
    return to_invoice(invoice_id)


@pages.post(ONE + "/settle")
@act(again=show)
def settle(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    _with_reason(settle_dispute, session, invoice_id, identity, now)
    flash(_("The dispute is ended; the invoice stands."))
    return to_invoice(invoice_id)


def _with_reason(act_on: Any, session: Any, invoice_id: UUID, identity: Any, now: Any) -> None:
    """Who may not see the invoice is told so before the form is read."""
    which = {"invoice_id": invoice_id, "identity": identity, "now": now}
    find_invoice(session, **which)
    act_on(session, **load(PaymentReasonSchema()), **which)


@pages.post(ONE + "/void")
@act(again=show)
def void(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"invoice_id": invoice_id, "identity": identity, "now": now}
    find_invoice(session, **which)
    void_invoice(session, **load(VoidInvoiceSchema()), **which)
    flash(_("The invoice is taken back; its items can be invoiced again."))
    return to_invoice(invoice_id)


@pages.get(ONE + "/replace")
@page
def replacing(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_invoice(session, invoice_id, identity=identity, now=now)
    require(Permission.INVOICE_RECORD, identity, found.invoice)
    return render_template(
        "line_money/replace.html",
        found=found,
        invoice=found.invoice,
        accounts=_accounts(session, identity, found),
        today=local_day(now),
    )


@pages.post(ONE + "/replace")
@act(again=replacing)
def replace(*, invoice_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"invoice_id": invoice_id, "identity": identity, "now": now}
    find_invoice(session, **which)
    made = replace_invoice(session, **load(ReplaceInvoiceSchema()), **which)
    flash(_("The new invoice stands in its place; what was paid is carried over."))
    return to_invoice(made.id)


def _show_again(*, invoice_id: UUID, remittance_id: UUID) -> Any:
    return show(invoice_id=invoice_id)


@pages.post(TRANSFER + "/receive")
@act(again=_show_again)
def receive(*, invoice_id: UUID, remittance_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    receive_remittance(session, remittance_id=remittance_id, identity=identity, now=now)
    flash(_("Confirmed: you have it."))
    return to_invoice(invoice_id)


@pages.post(TRANSFER + "/deny")
@act(again=_show_again)
def deny(*, invoice_id: UUID, remittance_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    find_invoice(session, invoice_id, identity=identity, now=now)
    which = {"remittance_id": remittance_id, "identity": identity, "now": now}
    deny_remittance(session, **load(PaymentReasonSchema()), **which)
    flash(_("The company is told that it has not arrived."))
    return to_invoice(invoice_id)


@pages.post(TRANSFER + "/withdraw")
@act(again=_show_again)
def withdraw(
    *, invoice_id: UUID, remittance_id: UUID, session: Any, identity: Any, now: Any
) -> Any:
    find_invoice(session, invoice_id, identity=identity, now=now)
    which = {"remittance_id": remittance_id, "identity": identity, "now": now}
    withdraw_remittance(session, **load(PaymentReasonSchema()), **which)
    flash(_("The transfer is taken back."))
    return to_invoice(invoice_id)


def to_invoice(invoice_id: UUID) -> Any:
    """Back to the invoice's page."""
    return redirect(url_for("line_invoice_pages.show", invoice_id=invoice_id), 303)
