"""API: unlawful uses of lines in service that became known (SEC-11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.schemas.line_abuses import LineAbuseSchema, NewLineAbuseSchema
from marketplace.services.find_line_abuses import find_abuse_evidence, find_line_abuses
from marketplace.services.record_line_abuse import record_line_abuse

blp = Blueprint("line_abuses_api", __name__, description="Unlawful uses · 违法使用")
Body = dict[str, Any]
ABUSES = "/contract-lines/<uuid:contract_line_id>/abuses"


@blp.route(ABUSES)
@reading
@blp.response(200, LineAbuseSchema(many=True))
def list_abuses(contract_line_id: UUID, **call: Any) -> Any:
    """What is on record of the line, the newest first; for reviewers and observers."""
    return find_line_abuses(contract_line_id=contract_line_id, **call)


@blp.route(ABUSES, methods=["POST"])
@creating
@blp.response(201, LineAbuseSchema)
@blp.arguments(NewLineAbuseSchema)
def post_abuse(body: Body, contract_line_id: UUID, **call: Any) -> Any:
    """Record, as a reviewer, that an unlawful use became known, was stopped, or is over."""
    return record_line_abuse(contract_line_id=contract_line_id, **body, **call)


@blp.route("/line-abuses/<uuid:abuse_id>/evidence")
@blp.doc(responses=EVIDENCE)
@reading
def get_abuse_evidence(abuse_id: UUID, **call: Any) -> Any:
    """The evidence of a record."""
    return file_answer(find_abuse_evidence(abuse_id=abuse_id, **call))
