"""API: what an organiser states before its group buy opens (组织方声明)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import reading, writing
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.versions import require_match, tagged
from marketplace.schemas.organiser_statements import (
    KeepOrganiserStatementSchema,
    OrganiserStatementSchema,
)
from marketplace.services.create_group_buy import find_draft
from marketplace.services.find_organiser_statement import (
    find_approval,
    find_organiser_statement,
    statement_of,
)
from marketplace.services.keep_organiser_statement import keep_organiser_statement

blp = Blueprint(
    "organiser_statements_api", __name__, description="Organiser's statement · 组织方声明"
)
Body = dict[str, Any]
STATEMENT = "/group-buys/<uuid:group_buy_id>/statement"


@blp.route(STATEMENT)
@reading
@blp.response(200, OrganiserStatementSchema)
def get_statement(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The statement as it stands; every answer null where there is none yet."""
    return tagged(find_organiser_statement(session, group_buy_id, identity))


@blp.route(STATEMENT, methods=["PUT"])
@writing
@blp.response(200, OrganiserStatementSchema)
@blp.arguments(KeepOrganiserStatementSchema)
def put_statement(body: Body, group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """State it, every answer at once (If-Match; the first has the ETag "0"); in draft only."""
    group_buy = find_draft(session, group_buy_id, identity)
    statement = statement_of(session, group_buy)
    require_match(statement)
    kept = keep_organiser_statement(
        session, group_buy=group_buy, statement=statement, given=body, identity=identity, now=now
    )
    return tagged(kept)


@blp.route(STATEMENT + "/approval")
@blp.doc(responses=EVIDENCE)
@reading
def get_approval(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The internal approval that the statement names."""
    return file_answer(find_approval(session, group_buy_id, identity))
