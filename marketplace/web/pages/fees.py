"""Service fees (平台服务费): a payer's own, and the operator's desk over all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from sqlalchemy.orm import Session

from marketplace.domain.fee_table import Payer, read_row
from marketplace.domain.fee_words import GIVEN_REASONS
from marketplace.domain.lives import FeeState
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.schemas.fee_sheet import FEE_SHEET
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.desk_money_orders import FEES
from marketplace.services.desk_rows import exported
from marketplace.services.find_fee_acts import FeeAct, find_fee_acts, pay_page
from marketplace.services.find_fee_tables import fees_on, ways_on
from marketplace.services.find_fees import fee_sums, find_fee, visible_fees
from marketplace.services.find_platform import current_statement
from marketplace.web.call import page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.listing import chosen, listing
from marketplace.web.words import word

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
        pay_page=pay_page(fee),
        account=current_statement(session).bank_account,
        today=local_day(now),
        grounds=[(one, word("credit_why", one)) for one in GIVEN_REASONS],
        **_open_acts(session, fee, may=allowed(Permission.FEE_MANAGE, identity, fee)),
    )


def _open_acts(session: Session, fee: ServiceFee, *, may: bool) -> dict[str, Any]:
    """What the operator may do now with the fee, and with each of its notes; nothing for others."""
    acts = find_fee_acts(fee) if may else frozenset()
    online = runtime().payments is not None
    return {
        "may": may,
        "acts": acts,
        "note_acts": {note.id: find_fee_acts(note) if may else frozenset() for note in fee.credits},
        "issue_ways": ways_on(session, online=online) if FeeAct.ISSUE in acts else [],
    }
