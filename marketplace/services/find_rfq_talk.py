"""Reads of what is said on an RFQ: questions without their askers' names, and amendments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import QuestionState
from marketplace.errors import NotFound
from marketplace.models import Organisation, Rfq, RfqAmendment, RfqQuestion
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import find_rfq, is_invited


@dataclass(frozen=True)
class QuestionSeen:
    """One question for one reader; `asked_by` only to overseers and organiser, once opened."""

    id: UUID
    rfq_id: UUID
    number: int
    kind: str
    reference: str | None
    text: str
    state: QuestionState
    asked_at: datetime
    own: bool
    asked_by: Organisation | None
    answer: str | None
    survey_at: datetime | None
    answered_at: datetime | None
    version: int


@dataclass(frozen=True)
class Questions:
    """The questions as a query, and how this reader may see them."""

    query: sa.Select[RfqQuestion]
    identity: Identity
    askers: dict[UUID, Organisation]

    def seen(self, questions: Iterable[RfqQuestion]) -> list[QuestionSeen]:
        return [_seen(question, self.identity, self.askers) for question in questions]


def find_party_rfq(session: Session, *, rfq_id: UUID, identity: Identity) -> Rfq:
    """The RFQ for its organiser, overseers and invited carriers; NotFound to members too."""
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    sees = allowed(Permission.RFQ_READ, identity, rfq.group_buy)
    if not sees and not is_invited(session, rfq.id, identity):
        raise NotFound()
    return rfq


def find_questions(session: Session, *, rfq_id: UUID, identity: Identity) -> Questions:
    """The questions of an RFQ by number. Raises NotFound."""
    rfq = find_party_rfq(session, rfq_id=rfq_id, identity=identity)
    query = sa.select(RfqQuestion).where(RfqQuestion.rfq_id == rfq.id).order_by(RfqQuestion.number)
    return Questions(query, identity, _askers(session, rfq, identity))


def find_question(session: Session, *, question_id: UUID, identity: Identity) -> QuestionSeen:
    question = session.get(RfqQuestion, question_id)
    if question is None:
        raise NotFound()
    questions = find_questions(session, rfq_id=question.rfq_id, identity=identity)
    return questions.seen([question])[0]


def amendments_of(session: Session, *, rfq_id: UUID, identity: Identity) -> sa.Select[RfqAmendment]:
    """The amendments of an RFQ by number. Raises NotFound."""
    rfq = find_party_rfq(session, rfq_id=rfq_id, identity=identity)
    query = sa.select(RfqAmendment).where(RfqAmendment.rfq_id == rfq.id)
    return query.order_by(RfqAmendment.number)


def find_amendment(
    session: Session, *, rfq_id: UUID, number: int, identity: Identity
) -> RfqAmendment:
    query = amendments_of(session, rfq_id=rfq_id, identity=identity)
    amendment = session.scalars(query.where(RfqAmendment.number == number)).one_or_none()
    if amendment is None:
        raise NotFound()
    return amendment


def _askers(session: Session, rfq: Rfq, identity: Identity) -> dict[UUID, Organisation]:
    """The askers, for those who may see them and not before the opening."""
    if rfq.opened_at is None or not allowed(Permission.RFQ_READ, identity, rfq.group_buy):
        return {}
    asked = sa.select(RfqQuestion.carrier_id).where(RfqQuestion.rfq_id == rfq.id)
    carriers = session.scalars(sa.select(Organisation).where(Organisation.id.in_(asked)))
    return {carrier.id: carrier for carrier in carriers}


def _seen(
    question: RfqQuestion, identity: Identity, askers: dict[UUID, Organisation]
) -> QuestionSeen:
    return QuestionSeen(
        id=question.id,
        rfq_id=question.rfq_id,
        number=question.number,
        kind=question.kind,
        reference=question.reference,
        text=question.text,
        state=question.state,
        asked_at=question.asked_at,
        own=identity.is_of(question.carrier_id),
        asked_by=askers.get(question.carrier_id),
        answer=question.answer,
        survey_at=question.survey_at,
        answered_at=question.answered_at,
        version=question.version,
    )


def open_questions(session: Session, rfq_id: UUID) -> int:
    """How many questions wait for an answer."""
    waiting = sa.select(sa.func.count()).where(
        RfqQuestion.rfq_id == rfq_id, RfqQuestion.state == QuestionState.ASKED
    )
    return session.execute(waiting).scalar_one()
