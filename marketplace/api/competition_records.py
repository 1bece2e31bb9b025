"""API: the organiser's record of the effect on competition (竞争影响说明)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import reading, writing
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.versions import require_match, tagged
from marketplace.schemas.competition_records import (
    CompetitionRecordSchema,
    SignCompetitionRecordSchema,
)
from marketplace.services.create_group_buy import find_draft
from marketplace.services.find_competition_record import (
    find_competition_record,
    find_legal_review,
    record_of,
)
from marketplace.services.sign_competition_record import sign_competition_record

ABOUT = "Effect on competition · 竞争影响说明"
blp = Blueprint("competition_records_api", __name__, description=ABOUT)
Body = dict[str, Any]
RECORD = "/group-buys/<uuid:group_buy_id>/competition-record"


@blp.route(RECORD)
@reading
@blp.response(200, CompetitionRecordSchema)
def get_record(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The record as signed; before that no text, with a first wording from today's figures."""
    return tagged(find_competition_record(session, group_buy_id, identity, now))


@blp.route(RECORD, methods=["PUT"])
@writing
@blp.response(200, CompetitionRecordSchema)
@blp.arguments(SignCompetitionRecordSchema)
def put_record(body: Body, group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Write and sign it (If-Match; the first has the ETag "0"), while the group buy is open."""
    group_buy = find_draft(session, group_buy_id, identity)
    kept = record_of(session, group_buy, now)
    require_match(kept)
    signed = sign_competition_record(
        session, group_buy=group_buy, kept=kept, given=body, identity=identity, now=now
    )
    return tagged(signed)


@blp.route(RECORD + "/legal-review")
@blp.doc(responses=EVIDENCE)
@reading
def get_legal_review(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The counsel's opinion that the record names."""
    return file_answer(find_legal_review(session, group_buy_id, identity, now))
