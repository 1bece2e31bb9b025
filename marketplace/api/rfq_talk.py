"""API: questions and answers on an RFQ, amendments, and what follows when it came short."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, tagged
from marketplace.schemas.rfq_talk import (
    AmendmentSchema,
    AnswerSchema,
    NewAmendmentSchema,
    NewQuestionSchema,
    QuestionSchema,
    RfqReasonSchema,
)
from marketplace.schemas.rfqs import RerunSchema, RfqSchema
from marketplace.services.allow_opening import allow_opening
from marketplace.services.amend_rfq import amend_rfq
from marketplace.services.answer_question import answer_question
from marketplace.services.ask_question import ask_question
from marketplace.services.fail_rfq import fail_rfq
from marketplace.services.find_rfq_talk import (
    amendments_of,
    find_amendment,
    find_question,
    find_questions,
)
from marketplace.services.rerun_rfq import rerun_rfq

blp = Blueprint("rfq_talk_api", __name__, description="Questions, amendments, re-runs · 答疑与变更")
Body = dict[str, Any]
ROOT = "/api/v1"


@blp.route("/rfqs/<uuid:rfq_id>/questions", methods=["POST"])
@creating
@blp.response(201, QuestionSchema)
@blp.arguments(NewQuestionSchema)
def post_question(body: Body, rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Ask, or ask for a site survey; all invited carriers read it, nobody reads who asked."""
    asked = ask_question(session, rfq_id=rfq_id, identity=identity, now=now, **body)
    return _question(session, asked.id, identity, Location=f"{ROOT}/rfq-questions/{asked.id}")


@blp.route("/rfqs/<uuid:rfq_id>/questions")
@reading
@blp.response(200, QuestionSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_questions(paging: Body, rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The questions with their answers, for the organiser and every invited carrier."""
    questions = find_questions(session, rfq_id=rfq_id, identity=identity)
    found, headers = page(session, questions.query, **paging)
    return questions.seen(found), headers


@blp.route("/rfq-questions/<uuid:question_id>")
@reading
@blp.response(200, QuestionSchema)
def get_question(question_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One question with its answer."""
    return _question(session, question_id, identity)


@blp.route("/rfq-questions/<uuid:question_id>/answer", methods=["POST"])
@creating
@blp.response(200, QuestionSchema)
@blp.arguments(AnswerSchema)
def post_answer(body: Body, question_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Answer for every invited carrier; a survey with its appointment."""
    answer_question(session, question_id=question_id, identity=identity, now=now, **body)
    session.flush()
    return _question(session, question_id, identity)


def _question(session: Any, question_id: UUID, identity: Any, **headers: str) -> Any:
    question = find_question(session, question_id=question_id, identity=identity)
    return question, {"ETag": etag_of(question.version), **headers}


@blp.route("/rfqs/<uuid:rfq_id>/amendments", methods=["POST"])
@creating
@blp.response(201, AmendmentSchema)
@blp.arguments(NewAmendmentSchema)
def post_amendment(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Amend: every quote received is void, and the due time moves if too little is left."""
    made = amend_rfq(rfq_id=rfq_id, config=runtime().config, **body, **call)
    where = f"{ROOT}/rfqs/{rfq_id}/amendments/{made.number}"
    return made, {"ETag": etag_of(made.number), "Location": where}


@blp.route("/rfqs/<uuid:rfq_id>/amendments")
@reading
@blp.response(200, AmendmentSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_amendments(paging: Body, rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The amendments, for the organiser and every invited carrier."""
    query = amendments_of(session, rfq_id=rfq_id, identity=identity)
    return page(session, query, **paging)


@blp.route("/rfqs/<uuid:rfq_id>/amendments/<int:number>")
@reading
@blp.response(200, AmendmentSchema)
def get_amendment(rfq_id: UUID, number: int, *, session: Any, identity: Any, now: Any) -> Any:
    """One amendment; it never changes."""
    found = find_amendment(session, rfq_id=rfq_id, number=number, identity=identity)
    return found, {"ETag": etag_of(found.number)}


@blp.route("/rfqs/<uuid:rfq_id>/rerun", methods=["POST"])
@creating
@blp.response(201, RfqSchema)
@blp.arguments(RerunSchema)
def post_rerun(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Ask again with a reason: this RFQ is void, the answer is the new one."""
    rfq = rerun_rfq(rfq_id=rfq_id, config=runtime().config, **body, **call)
    return tagged(rfq, Location=f"{ROOT}/rfqs/{rfq.id}")


@blp.route("/rfqs/<uuid:rfq_id>/fail", methods=["POST"])
@creating
@blp.response(200, RfqSchema)
@blp.arguments(RfqReasonSchema)
def post_fail(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """End an RFQ that came short, and its group buy with it."""
    return tagged(fail_rfq(rfq_id=rfq_id, **body, **call))


@blp.route("/rfqs/<uuid:rfq_id>/allow", methods=["POST"])
@creating
@blp.response(200, RfqSchema)
@blp.arguments(RfqReasonSchema)
def post_allow(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """A reviewer lets too few quotes be opened as a negotiated purchase, with a reason."""
    held = runtime()
    return tagged(allow_opening(rfq_id=rfq_id, config=held.config, jobs=held.jobs, **body, **call))
