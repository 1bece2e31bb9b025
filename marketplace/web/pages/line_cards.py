"""Prices of single lines as a sheet on pages: the lines out, their prices back into the draft."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from marketplace.schemas.line_price_sheet import LINE_PRICE_SHEET, PRICES, read_line_prices
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.services.find_invitation import find_invitation
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.web.call import act, page
from marketplace.web.forms import sent_file
from marketplace.web.language import spoken
from marketplace.web.pages.quotes import show
from marketplace.web.quote_drafting import bring_rows, draft_of, to_form
from marketplace.web.quote_reading import form_of, read_typed
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("line_card_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")
UNPRICED = {name: None for name in PRICES if name != "availability_bps"} | {"offered_bps": None}


@pages.get("/lines.<any(csv, xlsx):form>")
@page
def card(*, rfq_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    """Every line with what it demands, and the prices that the draft has for single lines."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    values = draft_of(session, invitation.rfq, identity).values or {}
    own = {row["reference"]: row for row in read_typed(form_of(values)).terms["line_prices"]}
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    rows = [asdict(line) | UNPRICED | _prices(own.get(line.reference)) for line in lines]
    kind = SheetForm(form)
    data = write_sheet(LINE_PRICE_SHEET, rows, spoken(), kind)
    return sheet_answer(data, f"line-prices-{rfq_id}", kind)


@pages.post("/lines")
@act(again=show)
def bring(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """The prices of the file take the place of the draft's; nothing is sealed yet."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    asked = frozenset(line.reference for line in lines)
    rows = read_line_prices(sent_file("lines_file"), asked)
    bring_rows(session, invitation, lines, "line_prices", rows, identity=identity, now=now)
    flash(_("The prices of the file stand in the draft. Look them over, then seal the quote."))
    return to_form(rfq_id, "single")


def _prices(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return {}
    priced = {name: row[name] for name in PRICES}
    return priced | {"offered_bps": priced.pop("availability_bps")}
