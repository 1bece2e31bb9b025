"""API: a company joins a group buy with its lines, changes them, or leaves."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, url_for
from flask_smorest import Blueprint
from sqlalchemy.exc import IntegrityError

from marketplace.api.call import (
    caller,
    idempotency_key,
    reading,
    replay,
    request_digest,
    runtime,
    writing,
)
from marketplace.api.csv_files import csv_answer, sent_csv
from marketplace.api.problems import asked_language
from marketplace.api.versions import require_match, tagged
from marketplace.errors import MarketplaceError
from marketplace.schemas.group_buys import (
    JoinedSchema,
    JoinSchema,
    ParticipationSchema,
    PricedSheetSchema,
)
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.sheets import read_sheet, template
from marketplace.services.change_participation import (
    change_participation,
    find_participation,
    leave_group_buy,
)
from marketplace.services.join_group_buy import Kept, join_group_buy
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
@reading
@blp.response(200, PricedSheetSchema)
def read_line_sheet(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Read a CSV of lines and price them; joins nothing. Faults at `/rows/{row}/{column}`

    `lines` of the answer can be sent as they are to join.
    """
    find_joinable_terms(session, group_buy_id, identity)
    lines = read_sheet(sent_csv(), LINE_SHEET)
    check = check_price(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
    shown = [
        line | {"price_shown_minor": priced.price_minor}
        for line, priced in zip(lines, check.lines, strict=True)
    ]
    return {"lines": shown, "check": check}


@blp.route("/line-template.csv")
@reading
@blp.response(200, content_type="text/csv")
def line_template(*, session, identity, now):  # type: ignore[no-untyped-def]
    """An empty sheet of demand lines to fill in, in the asked language"""
    return csv_answer(template(LINE_SHEET, asked_language()), "line-template.csv")
