"""What the operator does with a service fee: invoice, transfer, void, credit, e-invoice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from marketplace.schemas import fees as schemas
from marketplace.services.credit_fee import credit_fee, void_fee, write_off_fee
from marketplace.services.issue_fee import issue_fee
from marketplace.services.record_fee_e_invoice import record_fee_e_invoice
from marketplace.services.record_fee_transfer import (
    record_fee_return,
    record_fee_transfer,
    record_overpaid_return,
)
from marketplace.services.take_back_fee import take_back_fee
from marketplace.web.call import act, runtime
from marketplace.web.forms import load
from marketplace.web.pages.fees import show

pages = Blueprint("fee_act_pages", __name__, url_prefix="/fees/<uuid:fee_id>")
NOTE = "/credits/<uuid:credit_id>"


def _again(*, fee_id: UUID, credit_id: UUID | None = None) -> Any:
    return show(fee_id=fee_id)


def _done(fee_id: UUID, said: str) -> Any:
    flash(said)
    return redirect(url_for("fee_pages.show", fee_id=fee_id), 303)


@pages.post("/issue")
@act(again=_again)
def issue(*, fee_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    held, given = runtime(), load(schemas.IssueFeeSchema())
    online = held.payments is not None
    call = {"identity": identity, "now": now, "online": online, "jobs": held.jobs}
    issue_fee(session, fee_id=fee_id, **given, **call)
    return _done(fee_id, _("The fee is being invoiced."))


@pages.post("/take-back")
@act(again=_again)
def take_back(*, fee_id: UUID, **call: Any) -> Any:
    held = runtime()
    take_back_fee(fee_id=fee_id, online=held.payments is not None, jobs=held.jobs, **call)
    return _done(fee_id, _("It is taken back, or will be once Stripe shows no invoice of it."))


@pages.post("/transfer")
@act(again=_again)
def transfer(*, fee_id: UUID, **call: Any) -> Any:
    given = load(schemas.FeeTransferSchema())
    record_fee_transfer(fee_id=fee_id, jobs=runtime().jobs, **given, **call)
    return _done(fee_id, _("The transfer is on record."))


@pages.post("/void")
@act(again=_again)
def void(*, fee_id: UUID, **call: Any) -> Any:
    given = load(schemas.FeeReasonSchema())
    void_fee(fee_id=fee_id, jobs=runtime().jobs, **given, **call)
    return _done(fee_id, _("The fee is void, or will be once Stripe has voided the invoice."))


@pages.post("/write-off")
@act(again=_again)
def write_off(*, fee_id: UUID, **call: Any) -> Any:
    write_off_fee(fee_id=fee_id, **load(schemas.FeeReasonSchema()), **call)
    return _done(fee_id, _("It is not asked for any more."))


@pages.post("/credits")
@act(again=_again)
def credit(*, fee_id: UUID, **call: Any) -> Any:
    given = load(schemas.NewFeeCreditSchema())
    credit_fee(fee_id=fee_id, jobs=runtime().jobs, **given, **call)
    return _done(fee_id, _("The credit note is made, or will be once Stripe has made it."))


@pages.post(NOTE + "/return")
@act(again=_again)
def send_back(*, fee_id: UUID, credit_id: UUID, **call: Any) -> Any:
    given = load(schemas.FeeReturnSchema())
    record_fee_return(fee_id=fee_id, credit_id=credit_id, **given, **call)
    return _done(fee_id, _("What was sent back is on record."))


@pages.post("/return")
@act(again=_again)
def send_overpaid_back(*, fee_id: UUID, **call: Any) -> Any:
    record_overpaid_return(fee_id=fee_id, **load(schemas.FeeReturnSchema()), **call)
    return _done(fee_id, _("What was sent back is on record."))


@pages.post("/e-invoice")
@act(again=_again)
def e_invoice(*, fee_id: UUID, **call: Any) -> Any:
    record_fee_e_invoice(fee_id=fee_id, **load(schemas.FeeEInvoiceSchema()), **call)
    return _done(fee_id, _("The e-invoice is on record."))


@pages.post(NOTE + "/e-invoice")
@act(again=_again)
def red_e_invoice(*, fee_id: UUID, credit_id: UUID, **call: Any) -> Any:
    given = load(schemas.FeeEInvoiceSchema())
    record_fee_e_invoice(fee_id=fee_id, credit_id=credit_id, **given, **call)
    return _done(fee_id, _("The red e-invoice is on record."))
