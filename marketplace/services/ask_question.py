"""An invited carrier asks a question, or for a site survey; all invited read it, not who asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.lives import LineState, QuestionState, RfqState
from marketplace.errors import Conflict, NotFound, TooLate, invalid
from marketplace.models import Line, Rfq, RfqLine, RfqQuestion, SealedQuote
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.tell_rfq import tell_organiser

MOST_QUESTIONS = 200
"of one carrier on one RFQ"


def ask_question(
    session: Session,
    *,
    rfq_id: UUID,
    kind: str,
    text: str,
    reference: str | None = None,
    identity: Identity,
    now: datetime,
) -> RfqQuestion:
    """Ask before `questions_due_at`; a survey names its line.

    Raises NotFound (not invited), Forbidden, Invalid, TooLate, Conflict (rfq_not_quoting).
    """
    mine = SealedQuote.carrier_id == identity.organisation_id
    sealed = session.scalars(
        sa.select(SealedQuote)
        .where(SealedQuote.rfq_id == rfq_id, mine)
        .options(sa.orm.defer(SealedQuote.envelope), sa.orm.defer(SealedQuote.presence))
    ).one_or_none()
    if sealed is None:
        raise NotFound()
    require(Permission.RFQ_ASK, identity, sealed)
    rfq = lock_rfq(session, rfq_id)
    refuse_after(session, rfq, rfq.questions_due_at or rfq.quotes_due_at)
    _refuse_reference(session, rfq, kind, reference)
    question = _new_question(session, rfq, identity, kind, reference, text, now)
    record(
        session,
        question,
        "ask",
        by=identity,
        now=now,
        to_state=str(question.state),
        visible_at=rfq.quotes_due_at,
        rfq_id=str(rfq.id),
        number=question.number,
    )
    tell_organiser(
        session,
        rfq,
        "rfq_asked",
        about=question.id,
        path="/questions",
        now=now,
        due_at=rfq.quotes_due_at,
    )
    return question


def refuse_after(session: Session, rfq: Rfq, due_at: datetime) -> None:
    """Refuse what must come before `due_at` of the locked RFQ. Raises Conflict, TooLate."""
    if rfq.state != RfqState.QUOTING:
        raise Conflict("rfq_not_quoting", state=str(rfq.state))
    if now_of(session) >= due_at:
        raise TooLate(due_at=due_at.isoformat())


def _refuse_reference(session: Session, rfq: Rfq, kind: str, reference: str | None) -> None:
    if reference is None:
        if kind == "survey":
            raise invalid("/reference", "field_required")
        return
    asked_for = (
        sa.select(Line.id)
        .join(RfqLine, RfqLine.line_id == Line.id)
        .where(
            RfqLine.rfq_id == rfq.id,
            RfqLine.reference == reference,
            Line.state != LineState.RELEASED,
        )
    )
    if session.scalar(asked_for) is None:
        raise invalid("/reference", "line_not_asked", line=reference)


def _new_question(
    session: Session,
    rfq: Rfq,
    identity: Identity,
    kind: str,
    reference: str | None,
    text: str,
    now: datetime,
) -> RfqQuestion:
    carriers = session.scalars(
        sa.select(RfqQuestion.carrier_id).where(RfqQuestion.rfq_id == rfq.id)
    ).all()
    if carriers.count(identity.organisation_id) >= MOST_QUESTIONS:
        raise Conflict("too_many_questions", most=MOST_QUESTIONS)
    question = RfqQuestion(
        id=uuid4(),
        rfq_id=rfq.id,
        group_buy_id=rfq.group_buy_id,
        number=len(carriers) + 1,
        carrier_id=identity.organisation_id,
        kind=kind,
        reference=reference,
        text=text,
        state=QuestionState.ASKED,
        asked_at=now,
        asked_by=identity.user_id,
    )
    session.add(question)
    session.flush()
    return question
