"""A company asks the organiser of a group buy before the lock; all read it, not who asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.lives import QuestionState
from marketplace.errors import Conflict, TooLate
from marketplace.models import GroupBuy, GroupBuyQuestion
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buy_talk import takes_questions
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.notify import notify
from marketplace.services.tell_of_turn import ORGANISERS

MOST_QUESTIONS = 50
"of one company in one group buy"


def ask_organiser(
    session: Session, *, group_buy_id: UUID, text: str, identity: Identity, now: datetime
) -> GroupBuyQuestion:
    """Ask, as a company that may join whether it has or not.

    Raises NotFound, Forbidden, TooLate, Conflict (too_many_questions).
    """
    permission = Permission.GROUP_BUY_JOIN
    group_buy = find_group_buy(session, group_buy_id, identity, permission, for_update=True)
    if not takes_questions(group_buy, now_of(session)):
        raise TooLate(due_at=group_buy.locks_at.isoformat())
    question = _new(session, group_buy, text, identity, now)
    record(
        session,
        question,
        "ask",
        by=identity,
        now=now,
        to_state=str(question.state),
        number=question.number,
    )
    _tell(session, group_buy, question, now)
    return question


def _new(
    session: Session, group_buy: GroupBuy, text: str, identity: Identity, now: datetime
) -> GroupBuyQuestion:
    """Numbered under the lock of the group buy's row."""
    of_all = sa.select(GroupBuyQuestion.member_id).where(
        GroupBuyQuestion.group_buy_id == group_buy.id
    )
    askers = session.scalars(of_all).all()
    if askers.count(identity.organisation_id) >= MOST_QUESTIONS:
        raise Conflict("too_many_questions", most=MOST_QUESTIONS)
    question = GroupBuyQuestion(
        id=uuid4(),
        group_buy_id=group_buy.id,
        number=len(askers) + 1,
        member_id=identity.organisation_id,
        text=text,
        state=QuestionState.ASKED,
        asked_at=now,
        asked_by=identity.user_id,
    )
    session.add(question)
    session.flush()
    return question


def _tell(session: Session, group_buy: GroupBuy, question: GroupBuyQuestion, now: datetime) -> None:
    notify(
        session,
        "group_buy_asked",
        to=[group_buy.organiser_id],
        roles=ORGANISERS,
        about=question.id,
        path=f"/group-buys/{group_buy.id}/questions",
        now=now,
        group_buy_id=group_buy.id,
        due_at=group_buy.locks_at,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
        number=question.number,
    )
