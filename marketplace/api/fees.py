"""API: service fees (平台服务费): a payer's own; operator and observer all; the operator acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, runtime
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import CSV, XLSX
from marketplace.api.versions import tagged
from marketplace.schemas import fees as schemas
from marketplace.schemas.fee_sheet import FEE_SHEET
from marketplace.schemas.sheets import SheetForm
from marketplace.services.credit_fee import credit_fee, void_fee, write_off_fee
from marketplace.services.desk_money_orders import FEES
from marketplace.services.desk_rows import exported
from marketplace.services.find_fees import fee_sums, find_fee, visible_fees
from marketplace.services.issue_fee import issue_fee
from marketplace.services.record_fee_e_invoice import record_fee_e_invoice
from marketplace.services.record_fee_transfer import (
    record_fee_return,
    record_fee_transfer,
    record_overpaid_return,
)
from marketplace.services.take_back_fee import take_back_fee

blp = Blueprint("fees_api", __name__, description="Service fees · 平台服务费")
Body = dict[str, Any]
FEE = "/fees/<uuid:fee_id>"
NOTE = FEE + "/credits/<uuid:credit_id>"


@blp.route("/fees")
@reading
@blp.response(200, schemas.FeeSchema(many=True))
@blp.arguments(schemas.FeeQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_fees(asked: Body, paging: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """A payer's own fees, newest first; operator and observer see all."""
    return page(session, _asked(identity, **asked), **paging)


@blp.route("/fees.csv")
@reading
@blp.response(200, content_type=CSV)
@blp.arguments(schemas.FeeQuerySchema, location="query")
def get_fees_csv(asked: Body, **call: Any) -> Any:
    """The same as CSV; `e_invoice_missing=true` gives those to be e-invoiced."""
    return _sheet(asked, SheetForm.CSV, **call)


@blp.route("/fees.xlsx")
@reading
@blp.response(200, content_type=XLSX)
@blp.arguments(schemas.FeeQuerySchema, location="query")
def get_fees_xlsx(asked: Body, **call: Any) -> Any:
    """The same as a workbook."""
    return _sheet(asked, SheetForm.XLSX, **call)


def _sheet(asked: Body, form: SheetForm, *, session: Session, identity: Any, now: Any) -> Any:
    return desk_sheet(exported(session, _asked(identity, **asked)), FEE_SHEET, "fees", form)


def _asked(identity: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(visible_fees(identity, **chosen), sort, FEES)


@blp.route("/fee-sums")
@reading
@blp.response(200, schemas.FeeSumsSchema(many=True))
def list_fee_sums(*, session: Session, identity: Any, now: Any) -> Any:
    """By state, how many fees there are and what they come to."""
    return fee_sums(session, identity=identity)


@blp.route(FEE)
@reading
@blp.response(200, schemas.FeeSchema)
def get_fee(fee_id: UUID, *, session: Session, identity: Any, now: Any) -> Any:
    """One fee with its credit notes."""
    return tagged(find_fee(session, fee_id, identity=identity))


@blp.route(FEE + "/issue", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.IssueFeeSchema)
def post_issue(body: Body, fee_id: UUID, **call: Any) -> Any:
    """Invoice a fee that is due, as after a refusal by Stripe."""
    held = runtime()
    online = held.payments is not None
    return tagged(issue_fee(fee_id=fee_id, online=online, jobs=held.jobs, **body, **call))


@blp.route(FEE + "/take-back", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
def post_take_back(fee_id: UUID, **call: Any) -> Any:
    """Wait no longer for an invoice of Stripe; due again once Stripe shows that it made none."""
    held = runtime()
    online = held.payments is not None
    return tagged(take_back_fee(fee_id=fee_id, online=online, jobs=held.jobs, **call))


@blp.route(FEE + "/transfer", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeTransferSchema)
def post_transfer(body: Body, fee_id: UUID, **call: Any) -> Any:
    """All that was open came by bank transfer."""
    return tagged(record_fee_transfer(fee_id=fee_id, jobs=runtime().jobs, **body, **call))


@blp.route(FEE + "/void", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeReasonSchema)
def post_void(body: Body, fee_id: UUID, **call: Any) -> Any:
    """Void a fee that nobody has paid; not once an e-invoice was made of it."""
    return tagged(void_fee(fee_id=fee_id, jobs=runtime().jobs, **body, **call))


@blp.route(FEE + "/write-off", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeReasonSchema)
def post_write_off(body: Body, fee_id: UUID, **call: Any) -> Any:
    """Give up asking; it stays owed and may still be paid."""
    return tagged(write_off_fee(fee_id=fee_id, **body, **call))


@blp.route(FEE + "/credits", methods=["POST"])
@creating
@blp.response(201, schemas.FeeCreditSchema)
@blp.arguments(schemas.NewFeeCreditSchema)
def post_credit(body: Body, fee_id: UUID, **call: Any) -> Any:
    """Take back an invoiced fee, whole or in part, with its VAT."""
    return credit_fee(fee_id=fee_id, jobs=runtime().jobs, **body, **call)


@blp.route(NOTE + "/return", methods=["POST"])
@creating
@blp.response(200, schemas.FeeCreditSchema)
@blp.arguments(schemas.FeeReturnSchema)
def post_return(body: Body, fee_id: UUID, credit_id: UUID, **call: Any) -> Any:
    """What the credit note took back was sent to the payer by bank transfer."""
    return record_fee_return(fee_id=fee_id, credit_id=credit_id, **body, **call)


@blp.route(FEE + "/return", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeReturnSchema)
def post_overpaid_return(body: Body, fee_id: UUID, **call: Any) -> Any:
    """What was paid twice was sent back by bank transfer, because its refund failed."""
    return tagged(record_overpaid_return(fee_id=fee_id, **body, **call))


@blp.route(FEE + "/e-invoice", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeEInvoiceSchema)
def post_e_invoice(body: Body, fee_id: UUID, **call: Any) -> Any:
    """Number and day of the e-invoice (数电票); again to correct it."""
    return tagged(record_fee_e_invoice(fee_id=fee_id, **body, **call))


@blp.route(NOTE + "/e-invoice", methods=["POST"])
@creating
@blp.response(200, schemas.FeeSchema)
@blp.arguments(schemas.FeeEInvoiceSchema)
def post_credit_e_invoice(body: Body, fee_id: UUID, credit_id: UUID, **call: Any) -> Any:
    """Number and day of the red e-invoice (红字数电票) of a credit note."""
    return tagged(record_fee_e_invoice(fee_id=fee_id, credit_id=credit_id, **body, **call))
