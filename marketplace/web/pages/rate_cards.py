"""The rate card of a quote as a sheet on pages: out to fill in, and back into the form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.schemas.rate_sheet import RATE_SHEET, read_rate_card
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.services.find_rfqs import is_invited
from marketplace.services.suggest_rate_rows import find_rate_card
from marketplace.web.call import act, page
from marketplace.web.forms import sent_file
from marketplace.web.language import spoken
from marketplace.web.pages.quotes import quote_page, show
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("rate_card_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")


@pages.get("/rates.<any(csv, xlsx):form>")
@page
def card(*, rfq_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    rows, kind = find_rate_card(session, rfq_id, identity, now), SheetForm(form)
    return sheet_answer(write_sheet(RATE_SHEET, rows, spoken(), kind), f"rate-card-{rfq_id}", kind)


@pages.post("/rates")
@act(again=show)
def bring(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The form with the rows of the file; nothing is sealed yet."""
    if not is_invited(session, rfq_id, identity):
        raise NotFound()
    rows = read_rate_card(sent_file())
    flash(_("The rates of the file stand in the form. Look them over, then seal the quote."))
    return quote_page(session, rfq_id, identity, now, rows=rows)
