"""API: the rate card of a quote as a sheet, out to fill in and in to be sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import fields
from sqlalchemy.orm import Session

from marketplace.api.call import reading
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import CSV, SHEET_BODY, XLSX, sent_sheet, sheet_answer
from marketplace.errors import NotFound
from marketplace.schemas.fields import Schema, listed
from marketplace.schemas.quotes import RateRowSchema
from marketplace.schemas.rate_sheet import RATE_SHEET, read_rate_card
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.security.identity import Identity
from marketplace.services.find_rfqs import is_invited
from marketplace.services.suggest_rate_rows import find_rate_card

blp = Blueprint("rate_cards_api", __name__, description="Rate cards as sheets")
CARD = "/rfqs/<uuid:rfq_id>/rate-card"


class RateCardSchema(Schema):
    """Rows as `rate_rows` of a quote takes them."""

    rate_rows = listed(fields.Nested(RateRowSchema))


@blp.route(CARD + ".csv")
@reading
@blp.response(200, content_type=CSV)
def get_csv(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """A rate card to fill in: what is asked for, priced where a valid price book has it."""
    rows = find_rate_card(session, rfq_id, identity, now)
    return card_answer(rows, rfq_id, SheetForm.CSV)


@blp.route(CARD + ".xlsx")
@reading
@blp.response(200, content_type=XLSX)
def get_xlsx(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """The same as a workbook."""
    rows = find_rate_card(session, rfq_id, identity, now)
    return card_answer(rows, rfq_id, SheetForm.XLSX)


@blp.route(CARD, methods=["POST"])
@blp.doc(requestBody=SHEET_BODY)
@reading
@blp.response(200, RateCardSchema)
def read_card(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Read a CSV or XLSX rate card; seals nothing. Faults at `/rows/{row}/{column}`.

    `rate_rows` of the answer can be sent as they are in a quote.
    """
    if not is_invited(session, rfq_id, identity):
        raise NotFound()
    return {"rate_rows": read_rate_card(sent_sheet())}


def card_answer(rows: list[Any], rfq_id: UUID, form: SheetForm) -> Any:
    data = write_sheet(RATE_SHEET, rows, asked_language(), form)
    return sheet_answer(data, f"rate-card-{rfq_id}", form)
