"""API: what companies ask the organiser of a group buy, and the answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of
from marketplace.schemas.group_buy_talk import (
    MemberAnswerSchema,
    MemberQuestionSchema,
    NewMemberQuestionSchema,
)
from marketplace.services.answer_member import answer_member
from marketplace.services.ask_organiser import ask_organiser
from marketplace.services.find_group_buy_talk import (
    as_asked,
    find_member_question,
    questions_of,
)
from marketplace.services.find_group_buys import find_group_buy

blp = Blueprint("group_buy_talk", __name__, description="Questions to the organiser · 向组织方提问")
Body = dict[str, Any]
OF_GROUP_BUY = "/group-buys/<uuid:group_buy_id>/questions"
ONE = "/group-buy-questions/<uuid:question_id>"


@blp.route(OF_GROUP_BUY, methods=["POST"])
@creating
@blp.response(201, MemberQuestionSchema)
@blp.arguments(NewMemberQuestionSchema)
def post_question(body: Body, group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Ask before the lock; everyone who may join reads it, only the organiser who asked."""
    asked = ask_organiser(session, group_buy_id=group_buy_id, identity=identity, now=now, **body)
    where = f"/api/v1/group-buy-questions/{asked.id}"
    return _question(session, asked.id, identity, Location=where)


@blp.route(OF_GROUP_BUY)
@reading
@blp.response(200, MemberQuestionSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_questions(
    paging: Body, group_buy_id: UUID, *, session: Any, identity: Any, now: Any
) -> Any:
    """The questions with their answers, those that wait for one first."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    found, headers = page(session, questions_of(group_buy_id), **paging)
    return as_asked(found, group_buy, identity), headers


@blp.route(ONE)
@reading
@blp.response(200, MemberQuestionSchema)
def get_question(question_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One question with its answer."""
    return _question(session, question_id, identity)


@blp.route(ONE + "/answer", methods=["POST"])
@creating
@blp.response(200, MemberQuestionSchema)
@blp.arguments(MemberAnswerSchema)
def post_answer(body: Body, question_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Answer for everyone who may join."""
    answer_member(session, question_id=question_id, identity=identity, now=now, **body)
    session.flush()
    return _question(session, question_id, identity)


def _question(session: Any, question_id: UUID, identity: Any, **headers: str) -> Any:
    question = find_member_question(session, question_id=question_id, identity=identity)
    return question, {"ETag": etag_of(question.version), **headers}
