"""Service fees (平台服务费): a payer's own, and the operator's desk over all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from marketplace.domain.fee_table import Payer, read_row
from marketplace.domain.fee_words import GIVEN_REASONS
from marketplace.domain.lives import FeeState
from marketplace.domain.lives.fees import ASKED, INVOICED
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.schemas.fee_sheet import FEE_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_fee_tables import fees_on
from marketplace.services.find_fees import (
    E_INVOICED,
    all_fees,
    fee_sums,
    find_fee,
    visible_fees,
)
from marketplace.services.find_platform import current_statement
from marketplace.services.record_fee_credit import NO_MORE
from marketplace.web.call import page, runtime
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("fee_pages", __name__, url_prefix="/fees")


def _query(identity: Any) -> Any:
    """The fees that `?state=&payer=&e_invoice_missing=` asks for."""
    return visible_fees(
        identity,
        state=chosen(FeeState, "state"),
        payer=chosen(Payer, "payer"),
        e_invoice_missing=request.args.get("e_invoice_missing") == "true",
    )


@pages.get("")
@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, _query(identity))
    desk = allowed(Permission.FEE_DESK, identity)
    online = runtime().payments is not None
    return render_template(
        "fees/listing.html",
        page=found,
        desk=desk,
        sums=fee_sums(session, identity=identity) if desk else [],
        on=fees_on(session, online=online),
        online=online,
        asked={key: value for key, value in request.args.items() if key != "offset"},
        today=local_day(now),
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/fees.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    rows = all_fees(session, _query(identity))
    data = write_sheet(FEE_SHEET, rows, spoken(), SheetForm(form))
    return sheet_answer(data, f"service-fees-{local_day(now)}", SheetForm(form))


@pages.get("/<uuid:fee_id>")
@page
def show(*, fee_id: UUID, session: Any, identity: Any, now: Any) -> str:
    fee = find_fee(session, fee_id, identity=identity)
    return render_template(
        "fees/show.html",
        fee=fee,
        parts=[part | {"row": read_row(part["row"])} for part in fee.parts],
        account=current_statement(session).bank_account,
        online=runtime().payments is not None,
        today=local_day(now),
        reasons=[str(one) for one in GIVEN_REASONS],
        **_open_acts(fee, may=allowed(Permission.FEE_MANAGE, identity, fee)),
    )


def _open_acts(fee: ServiceFee, *, may: bool) -> dict[str, Any]:
    """What the operator may do with the fee as it stands; nothing for others."""
    return {
        "may": may,
        "may_issue": may and fee.state == FeeState.DUE,
        "may_transfer": may and fee.state in ASKED,
        "may_void": may and fee.state in (FeeState.DUE, *ASKED) and not fee.e_invoice_number,
        "may_write_off": may and fee.state in (FeeState.OPEN, FeeState.OVERDUE),
        "may_credit": may and fee.state in INVOICED,
        "may_e_invoice": may and (fee.state in E_INVOICED or fee.e_invoice_number),
        "no_more": NO_MORE,
    }
