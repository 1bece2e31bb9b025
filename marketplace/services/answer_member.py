"""The organiser answers a company's question; everyone who may join reads the answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import QuestionEvent
from marketplace.domain.roles import Role
from marketplace.errors import NotFound
from marketplace.models import GroupBuyQuestion
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.notify import notify


def answer_member(
    session: Session, *, question_id: UUID, answer: str, identity: Identity, now: datetime
) -> GroupBuyQuestion:
    """Answer once, even after the lock: what was asked in time is owed an answer.

    Raises NotFound, Forbidden, IllegalMove (answered).
    """
    question = session.get(GroupBuyQuestion, question_id, with_for_update={"of": GroupBuyQuestion})
    if question is None:
        raise NotFound()
    permission = Permission.GROUP_BUY_ORGANISE
    group_buy = find_group_buy(session, question.group_buy_id, identity, permission)
    question.answer = answer
    question.answered_at, question.answered_by = now, identity.user_id
    question.advance(QuestionEvent.ANSWER, by=identity, now=now, number=question.number)
    notify(
        session,
        "group_buy_answered",
        to=[question.member_id],
        roles=[Role.MEMBER],
        about=question.id,
        path=f"/group-buys/{group_buy.id}/questions",
        now=now,
        group_buy_id=group_buy.id,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
        number=question.number,
    )
    return question
