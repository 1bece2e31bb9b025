"""Reads of the questions about a group buy, without their askers' names to other companies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import GroupBuyState, QuestionState
from marketplace.errors import NotFound
from marketplace.models import GroupBuy, GroupBuyQuestion, Organisation
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy


@dataclass(frozen=True)
class MemberQuestion:
    """One question for one reader; `asked_by` only to those who read who wants what."""

    id: UUID
    group_buy_id: UUID
    number: int
    text: str
    state: QuestionState
    asked_at: datetime
    own: bool
    asked_by: Organisation | None
    answer: str | None
    answered_at: datetime | None
    version: int


def questions_of(group_buy_id: UUID) -> sa.Select[GroupBuyQuestion]:
    """Those that wait for an answer first, then the newest."""
    waiting = sa.case((GroupBuyQuestion.state == QuestionState.ASKED, 0), else_=1)
    return (
        sa.select(GroupBuyQuestion)
        .where(GroupBuyQuestion.group_buy_id == group_buy_id)
        .options(joinedload(GroupBuyQuestion.member))
        .order_by(waiting, GroupBuyQuestion.number.desc())
    )


def as_asked(
    questions: Iterable[GroupBuyQuestion], group_buy: GroupBuy, identity: Identity
) -> list[MemberQuestion]:
    """The questions as this reader may see them."""
    named = allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy)
    return [_seen(question, identity, named) for question in questions]


def find_member_question(
    session: Session, *, question_id: UUID, identity: Identity
) -> MemberQuestion:
    """One question. Raises NotFound to those to whom its group buy does not exist."""
    question = session.get(GroupBuyQuestion, question_id)
    if question is None:
        raise NotFound()
    group_buy = find_group_buy(session, question.group_buy_id, identity)
    return as_asked([question], group_buy, identity)[0]


def takes_questions(group_buy: GroupBuy, now: datetime) -> bool:
    """Open and before the lock."""
    return group_buy.state == GroupBuyState.OPEN and now < group_buy.locks_at


def _seen(question: GroupBuyQuestion, identity: Identity, named: bool) -> MemberQuestion:
    return MemberQuestion(
        id=question.id,
        group_buy_id=question.group_buy_id,
        number=question.number,
        text=question.text,
        state=question.state,
        asked_at=question.asked_at,
        own=identity.is_of(question.member_id),
        asked_by=question.member if named else None,
        answer=question.answer,
        answered_at=question.answered_at,
        version=question.version,
    )
