"""API: a company joins a group buy with its lines, changes them, or leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify, url_for
from flask_smorest import Blueprint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.api.call import (
    caller,
    idempotency_key,
    reading,
    replay,
    request_digest,
    runtime,
    writing,
)
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import CSV, SHEET_BODY, XLSX, sent_sheet, sheet_answer
from marketplace.api.versions import require_match, tagged
from marketplace.errors import MarketplaceError
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.participations import (
    JoinedSchema,
    JoinSchema,
    ParticipationSchema,
    PricedSheetSchema,
)
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import SheetForm, read_sheet
from marketplace.security.identity import Identity
from marketplace.services.change_participation import change_participation
from marketplace.services.find_participation import find_participation
from marketplace.services.find_stated_lines import stated_lines
from marketplace.services.join_group_buy import Kept, join_group_buy
from marketplace.services.leave_group_buy import leave_group_buy
from marketplace.services.price_lines import check_price, find_joinable_terms

blp = Blueprint("participations", __name__, description="Taking part · 参团")
PATH = "/group-buys/<uuid:group_buy_id>/participation"


@blp.route(PATH, methods=["POST"])
@blp.response(201, JoinedSchema)
@blp.arguments(JoinSchema)
def join(body, *, group_buy_id: UUID):  # type: ignore[no-untyped-def]
    """Join with lines at the prices shown (one statement; Idempotency-Key)"""
    location = url_for("participations.read", group_buy_id=group_buy_id)
    kept = Kept(idempotency_key(), request_digest(), location)
    with runtime().database.single_statements() as session:
        who = caller(session)
        try:
            joined = join_group_buy(
                session,
                group_buy_id=group_buy_id,
                lines=body["lines"],
                identity=who.identity,
                now=who.now,
                kept=kept,
            )
        except (IntegrityError, MarketplaceError):
            twin = replay(session, who.identity.user_id, kept.key, kept.digest)
            if twin is None:
                raise
            return twin
    answer = jsonify(joined.body)
    answer.headers.update({"Location": location, "ETag": '"1"'})
    answer.status_code = 201
    return answer


@blp.route(PATH)
@reading
@blp.response(200, ParticipationSchema)
def read(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Your own lines in the group buy"""
    return tagged(find_participation(session, group_buy_id, identity))


@blp.route(PATH, methods=["PUT"])
@writing
@blp.response(200, ParticipationSchema)
@blp.arguments(JoinSchema)
def change(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Replace your lines; those with an id are kept or changed (If-Match)"""
    found = find_participation(session, group_buy_id, identity, for_update=True)
    require_match(found)
    change_participation(
        session, participation=found, lines=body["lines"], identity=identity, now=now
    )
    return tagged(found)


@blp.route(PATH, methods=["DELETE"])
@writing
@blp.response(200, ParticipationSchema)
def leave(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Leave the group buy freely, until the lock (If-Match)"""
    found = find_participation(session, group_buy_id, identity, for_update=True)
    require_match(found)
    return tagged(leave_group_buy(session, participation=found, identity=identity, now=now))


@blp.route("/group-buys/<uuid:group_buy_id>/line-sheet", methods=["POST"])
@blp.doc(requestBody=SHEET_BODY)
@reading
@blp.response(200, PricedSheetSchema)
def read_line_sheet(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Read a CSV or XLSX of lines and price them; joins nothing. Faults at `/rows/{row}/{column}`

    `lines` of the answer can be sent as they are to join.
    """
    find_joinable_terms(session, group_buy_id, identity)
    lines = read_sheet(sent_sheet(), LINE_SHEET)
    check = check_price(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
    shown = [
        line | {"price_shown_minor": priced.price_minor}
        for line, priced in zip(lines, check.lines, strict=True)
    ]
    return {"lines": shown, "check": check}


@blp.route("/line-template.csv")
@reading
@blp.response(200, content_type=CSV)
def line_template(*, session, identity, now):  # type: ignore[no-untyped-def]
    """An empty sheet of demand lines to fill in, in the asked language"""
    return sheet_answer(template(LINE_SHEET, asked_language()), "line-template")


@blp.route("/line-template.xlsx")
@reading
@blp.response(200, content_type=XLSX)
def line_workbook(*, session, identity, now):  # type: ignore[no-untyped-def]
    """The same as a workbook, with a note on every column in both languages"""
    data = template(LINE_SHEET, asked_language(), SheetForm.XLSX)
    return sheet_answer(data, "line-template", SheetForm.XLSX)


@blp.route(PATH + "/lines.csv")
@reading
@blp.response(200, content_type=CSV)
def own_lines_csv(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Your own pooled lines as a sheet that can be changed and read in again"""
    return own_lines(session, group_buy_id, identity, SheetForm.CSV)


@blp.route(PATH + "/lines.xlsx")
@reading
@blp.response(200, content_type=XLSX)
def own_lines_xlsx(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """The same as a workbook"""
    return own_lines(session, group_buy_id, identity, SheetForm.XLSX)


def own_lines(session: Session, group_buy_id: UUID, identity: Identity, form: SheetForm) -> Any:
    stay = find_participation(session, group_buy_id, identity)
    data = write_sheet(LINE_SHEET, stated_lines(stay), asked_language(), form)
    return sheet_answer(data, f"lines-{group_buy_id}", form)
