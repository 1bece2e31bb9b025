"""API: RFQs (询比) and their lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import CSV, XLSX, sheet_answer
from marketplace.api.versions import etag_of, tagged
from marketplace.schemas.rfq_sheet import RFQ_LINE_SHEET
from marketplace.schemas.rfqs import NewRfqSchema, OfGroupBuySchema, RfqLineSchema, RfqSchema
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.security.identity import Identity
from marketplace.services.find_rfq_lines import every_rfq_line, find_rfq_lines
from marketplace.services.find_rfqs import as_told, find_rfq, visible_rfqs
from marketplace.services.issue_rfq import issue_rfq

blp = Blueprint("rfqs_api", __name__, description="RFQs · 询比")
Body = dict[str, Any]


@blp.route("/group-buys/<uuid:group_buy_id>/rfqs", methods=["POST"])
@creating
@blp.response(201, RfqSchema)
@blp.arguments(NewRfqSchema)
def post_rfq(
    body: Body, group_buy_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Ask the licensed carriers for sealed quotes on the locked demand."""
    config = runtime().config
    rfq = issue_rfq(
        session, group_buy_id=group_buy_id, config=config, identity=identity, now=now, **body
    )
    return tagged(rfq, Location=f"/api/v1/rfqs/{rfq.id}")


@blp.route("/rfqs")
@reading
@blp.response(200, RfqSchema(many=True))
@blp.arguments(OfGroupBuySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_rfqs(
    chosen: Body, paging: Body, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The RFQs you organise, are invited to or have lines in; overseers see all."""
    found, headers = page(session, visible_rfqs(identity, **chosen), **paging)
    return as_told(session, found, identity), headers


@blp.route("/rfqs/<uuid:rfq_id>")
@reading
@blp.response(200, RfqSchema)
def get_rfq(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """One RFQ: lots, due time and state; no company, no count of quotes before the opening."""
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    return rfq, {"ETag": etag_of(rfq.version)}


@blp.route("/rfqs/<uuid:rfq_id>/lines")
@reading
@blp.response(200, RfqLineSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_rfq_lines(
    paging: Body, rfq_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The lines to quote for: building, far city and technical needs."""
    lines = find_rfq_lines(session, rfq_id=rfq_id, identity=identity)
    found, headers = page(session, lines.query, **paging)
    return lines.seen(found), headers


@blp.route("/rfqs/<uuid:rfq_id>/lines.csv")
@reading
@blp.response(200, content_type=CSV)
def get_rfq_lines_csv(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """All lines as CSV, with headers in the asked language."""
    return lines_as_sheet(session, rfq_id, identity, SheetForm.CSV)


@blp.route("/rfqs/<uuid:rfq_id>/lines.xlsx")
@reading
@blp.response(200, content_type=XLSX)
def get_rfq_lines_xlsx(rfq_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """All lines as an XLSX workbook, with headers in the asked language."""
    return lines_as_sheet(session, rfq_id, identity, SheetForm.XLSX)


def lines_as_sheet(session: Session, rfq_id: UUID, identity: Identity, form: SheetForm) -> Any:
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    sheet = write_sheet(RFQ_LINE_SHEET, lines, asked_language(), form)
    return sheet_answer(sheet, f"rfq-{rfq_id}-lines", form)
