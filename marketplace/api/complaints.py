"""API: complaints of service (投诉) to carrier and organiser."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, runtime
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.evidence_files import EVIDENCE, PDF, file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import etag_of, tagged
from marketplace.models import ServiceComplaint
from marketplace.schemas import complaints as schemas
from marketplace.schemas.desk_sheets import COMPLAINT_SHEET
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.desk_orders import COMPLAINTS
from marketplace.services.desk_rows import exported
from marketplace.services.file_complaint import file_complaint
from marketplace.services.find_complaints import (
    find_complaint,
    find_complaint_evidence,
    visible_complaints,
)
from marketplace.services.move_complaint import (
    answer_complaint,
    close_complaint,
    escalate_complaint,
    reopen_complaint,
)

blp = Blueprint("complaints_api", __name__, description="Complaints of service · 投诉")
Body = dict[str, Any]
ONE = "/service-complaints/<uuid:complaint_id>"


@blp.route("/service-complaints")
@reading
@blp.response(200, schemas.ServiceComplaintSchema(many=True))
@blp.arguments(schemas.ServiceComplaintQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_complaints(
    chosen: Body, paging: Body, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The complaints you filed or are to answer, newest first; observers and reviewers: all."""
    return page(session, _asked(identity, **chosen), **paging)


@blp.route(f"/service-complaints.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.ServiceComplaintQuerySchema, location="query", unknown="exclude")
def get_complaint_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, **asked))
    return desk_sheet(found, COMPLAINT_SHEET, "service-complaints", form)


def _asked(identity: Identity, *, sort: str | None, **chosen: Any) -> Any:
    require(Permission.MARKET_READ, identity)
    return ordered(visible_complaints(identity, **chosen), sort, COMPLAINTS)


@blp.route("/service-complaints", methods=["POST"])
@creating
@blp.response(201, schemas.ServiceComplaintWithWordsSchema)
@blp.arguments(schemas.NewServiceComplaintSchema)
def post_complaint(body: Body, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Complain, as a member, of a line or a group buy; the clock of the answer begins."""
    config = runtime().config
    filed = file_complaint(session, config=config, identity=identity, now=now, **body)
    _, headers = tagged(filed, Location=f"/api/v1/service-complaints/{filed.id}")
    return find_complaint(session, filed.id, identity=identity), headers


@blp.route(ONE)
@reading
@blp.response(200, schemas.ServiceComplaintWithWordsSchema)
def get_complaint(
    complaint_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """One complaint with everything that was said, its clock, and the way to the authority."""
    complaint = find_complaint(session, complaint_id, identity=identity)
    return complaint, {"ETag": etag_of(complaint.version)}


@blp.route(ONE + "/answer", methods=["POST"])
@creating
@blp.response(200, schemas.ServiceComplaintWithWordsSchema)
@blp.arguments(schemas.StatementGivenSchema)
def post_answer(body: Body, complaint_id: UUID, **call: Any) -> Any:
    """Answer, as the carrier it went to or as the organiser."""
    return whole(answer_complaint(complaint_id=complaint_id, **body, **call), **call)


@blp.route(ONE + "/reopen", methods=["POST"])
@creating
@blp.response(200, schemas.ServiceComplaintWithWordsSchema)
@blp.arguments(schemas.StatementGivenSchema)
def post_reopen(body: Body, complaint_id: UUID, **call: Any) -> Any:
    """Ask for another answer, as the member; a new clock begins."""
    config = runtime().config
    again = reopen_complaint(complaint_id=complaint_id, config=config, **body, **call)
    return whole(again, **call)


@blp.route(ONE + "/close", methods=["POST"])
@creating
@blp.response(200, schemas.ServiceComplaintWithWordsSchema)
@blp.arguments(schemas.LastStatementSchema)
def post_close(body: Body, complaint_id: UUID, **call: Any) -> Any:
    """Say, as the member, that the matter is settled."""
    return whole(close_complaint(complaint_id=complaint_id, **body, **call), **call)


@blp.route(ONE + "/escalate", methods=["POST"])
@creating
@blp.response(200, schemas.ServiceComplaintWithWordsSchema)
@blp.arguments(schemas.LastStatementSchema)
def post_escalate(body: Body, complaint_id: UUID, **call: Any) -> Any:
    """Say, as the member, that it went to the telecom authority: unanswered, or in vain."""
    return whole(escalate_complaint(complaint_id=complaint_id, **body, **call), **call)


@blp.route(ONE + "/words/<int:number>/evidence")
@reading
@blp.response(200, content_type=PDF)
@blp.doc(responses=EVIDENCE)
def get_word_evidence(
    complaint_id: UUID, number: int, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The file of one statement."""
    return file_answer(find_complaint_evidence(session, complaint_id, number, identity=identity))


def whole(
    complaint: ServiceComplaint, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The complaint as it stands after the act, with its statements."""
    _, headers = tagged(complaint)
    return find_complaint(session, complaint.id, identity=identity), headers
