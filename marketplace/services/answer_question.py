"""The organiser answers a question for every invited carrier, a survey with an appointment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import QuestionEvent
from marketplace.errors import Fault, Invalid, NotFound
from marketplace.models import Rfq, RfqQuestion
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_question import refuse_after
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.tell_rfq import tell_carriers


def answer_question(
    session: Session,
    *,
    question_id: UUID,
    answer: str,
    survey_at: datetime | None = None,
    identity: Identity,
    now: datetime,
) -> RfqQuestion:
    """Answer before the quotes are due; `survey_at` is when every invited carrier may come.

    Raises NotFound, Forbidden, Invalid, TooLate, IllegalMove (answered), Conflict.
    """
    rfq_id = session.scalar(sa.select(RfqQuestion.rfq_id).where(RfqQuestion.id == question_id))
    if rfq_id is None:
        raise NotFound()
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    question = session.get_one(RfqQuestion, question_id, populate_existing=True)
    refuse_after(session, rfq, rfq.quotes_due_at)
    if faults := _survey_faults(question, rfq, survey_at, now):
        raise Invalid(faults)
    question.answer, question.survey_at = answer, survey_at
    question.answered_at, question.answered_by = now, identity.user_id
    question.advance(
        QuestionEvent.ANSWER, by=identity, now=now, rfq_id=str(rfq.id), number=question.number
    )
    tell_carriers(
        session,
        rfq,
        "rfq_answered",
        about=question.id,
        path="/questions",
        now=now,
        due_at=rfq.quotes_due_at,
    )
    return question


def _survey_faults(
    question: RfqQuestion, rfq: Rfq, survey_at: datetime | None, now: datetime
) -> list[Fault]:
    """An appointment belongs to a survey, between now and the due time; it may be declined."""
    if survey_at is None:
        return []
    if question.kind != "survey":
        return [Fault("/survey_at", "no_survey_asked")]
    if survey_at <= now:
        return [Fault("/survey_at", "not_future")]
    if survey_at >= rfq.quotes_due_at:
        return [Fault("/survey_at", "survey_after_quotes")]
    return []
