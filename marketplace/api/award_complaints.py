"""API: award notices, complaints against an award and their answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of
from marketplace.schemas import award_complaints as schemas
from marketplace.schemas.awards import NoticeListedSchema
from marketplace.services.answer_award_complaint import answer_award_complaint
from marketplace.services.file_award_complaint import file_award_complaint
from marketplace.services.find_award_complaints import find_award_complaints, see_complaint
from marketplace.services.find_notice import (
    find_noticed_award,
    find_noticed_complaint,
    visible_notices,
)
from marketplace.services.withdraw_award_complaint import withdraw_award_complaint

blp = Blueprint("award_complaints_api", __name__, description="Complaints · 异议")
Body = dict[str, Any]
ONE = "/award-complaints/<uuid:complaint_id>"


@blp.route("/notices")
@reading
@blp.response(200, NoticeListedSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_notices(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The award notices that you may read, newest first; each in full under its award."""
    return page(session, visible_notices(identity), **paging)


@blp.route("/awards/<uuid:award_id>/complaints", methods=["POST"])
@creating
@blp.response(201, schemas.AwardComplaintSchema)
@blp.arguments(schemas.NewAwardComplaintSchema)
def post_complaint(body: Body, award_id: UUID, **call: Any) -> Any:
    """Complain before acceptance opens; the standstill stands still until it is answered."""
    complaint = file_award_complaint(award_id=award_id, **body, **call)
    answer, headers = _seen(complaint, call)
    return answer, {**headers, "Location": f"/api/v1/award-complaints/{complaint.id}"}


@blp.route("/awards/<uuid:award_id>/complaints")
@reading
@blp.response(200, schemas.AwardComplaintSchema(many=True))
def list_complaints(award_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The complaints against the award with their answers, the first one first."""
    award = find_noticed_award(session, award_id, identity)
    return find_award_complaints(session, award, identity)


@blp.route(ONE)
@reading
@blp.response(200, schemas.AwardComplaintSchema)
def get_complaint(complaint_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One complaint."""
    complaint = find_noticed_complaint(session, complaint_id, identity)
    return _seen(complaint, {"session": session, "identity": identity})


@blp.route(ONE + "/answer", methods=["POST"])
@creating
@blp.response(200, schemas.AwardComplaintSchema)
@blp.arguments(schemas.ComplaintAnswerSchema)
def post_answer(body: Body, complaint_id: UUID, **call: Any) -> Any:
    """Dismiss or uphold it in writing; upheld, it may end the award."""
    config = runtime().config
    answered = answer_award_complaint(complaint_id=complaint_id, config=config, **body, **call)
    return _seen(answered, call)


@blp.route(ONE + "/withdraw", methods=["POST"])
@creating
@blp.response(200, schemas.AwardComplaintSchema)
def post_withdraw(complaint_id: UUID, **call: Any) -> Any:
    """Take your own complaint back."""
    return _seen(withdraw_award_complaint(complaint_id=complaint_id, **call), call)


def _seen(complaint: Any, call: Body) -> Any:
    seen = see_complaint(call["session"], complaint, call["identity"])
    return seen, {"ETag": etag_of(seen.version)}
