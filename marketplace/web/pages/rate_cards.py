"""The rate card of a quote as a sheet on pages: out to fill in, and back into the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from marketplace.schemas.rate_sheet import RATE_SHEET, read_rate_card
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.services.find_invitation import find_invitation
from marketplace.services.suggest_rate_rows import find_rate_card
from marketplace.web.call import act, page
from marketplace.web.forms import sent_file
from marketplace.web.language import spoken
from marketplace.web.pages.quotes import show
from marketplace.web.quote_drafting import bring_rows, to_form
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("rate_card_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")


@pages.get("/rates.<any(csv, xlsx):form>")
@page
def card(*, rfq_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    rows, kind = find_rate_card(session, rfq_id, identity, now), SheetForm(form)
    return sheet_answer(write_sheet(RATE_SHEET, rows, spoken(), kind), f"rate-card-{rfq_id}", kind)


@pages.post("/rates")
@act(again=show)
def bring(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """The rows of the file take the place of the draft's; nothing is sealed yet."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    rows = read_rate_card(sent_file())
    bring_rows(session, invitation, [], "rate_rows", rows, identity=identity, now=now)
    flash(_("The rates of the file stand in the draft. Look them over, then seal the quote."))
    return to_form(rfq_id, "rates")
