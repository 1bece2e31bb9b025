"""Service fees (平台服务费): a payer's own, and the operator's desk over all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from marketplace.domain.fee_table import Payer, read_row
from marketplace.domain.fee_words import GIVEN_REASONS
from marketplace.domain.lives import FeeState
from marketplace.domain.lives.fees import ASKED, INVOICED
from marketplace.domain.payments import NO_MORE, InvoiceState
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.schemas.fee_sheet import FEE_SHEET
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.desk_money_orders import FEES
from marketplace.services.desk_rows import exported
from marketplace.services.find_fee_tables import fees_on
from marketplace.services.find_fees import (
    E_INVOICED,
    fee_sums,
    find_fee,
    visible_fees,
)
from marketplace.services.find_platform import current_statement
from marketplace.web.call import page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.listing import chosen, listing

pages = Blueprint("fee_pages", __name__, url_prefix="/fees")


def _query(identity: Any) -> Any:
    """The fees that `?state=&payer=&e_invoice_missing=` asks for."""
    query = visible_fees(
        identity,
        state=chosen(FeeState, "state"),
        payer=chosen(Payer, "payer"),
        e_invoice_missing=request.args.get("e_invoice_missing") == "true",
    )
    return in_order(query, FEES)


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
        today=local_day(now),
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/fees.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, FEE_SHEET, name="service-fees", form=form, now=now)


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
        "may_take_back": may and fee.state == FeeState.ISSUING,
        "may_transfer": may and fee.state in ASKED,
        "may_void": may and fee.state in (FeeState.DUE, *ASKED) and _is_voidable(fee),
        "may_write_off": may and fee.state in (FeeState.OPEN, FeeState.OVERDUE),
        "may_credit": may and _is_creditable(fee),
        "may_e_invoice": may and (fee.state in E_INVOICED or fee.e_invoice_number),
        "may_send_back": may and fee.is_back_by_bank,
        "no_more": NO_MORE,
    }


def _is_voidable(fee: ServiceFee) -> bool:
    return not fee.e_invoice_number and fee.stripe_state != InvoiceState.PAID


def _is_creditable(fee: ServiceFee) -> bool:
    return fee.state in INVOICED and not (fee.is_being_voided or fee.is_disputed)
