"""What is said on an RFQ while it is open: questions with their answers, and amendments."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import QUESTION, QuestionState
from marketplace.models.audit import Lives
from marketplace.models.rfq import Rfq


class RfqQuestion(Lives, Base):
    """A carrier's question, or its wish for a site survey; shared without the asker's name."""

    __tablename__ = "rfq_questions"
    life = QUESTION
    audit_subject = "question"

    id: Mapped[Id]
    rfq_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    number: Mapped[int]
    "from 1 within the RFQ"
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "who asked; shown to nobody but itself before the opening"
    kind: Mapped[str]
    reference: Mapped[str | None]
    "the line it is about, by its reference in the RFQ"
    text: Mapped[str]
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState, "state"))
    asked_at: Mapped[Instant]
    asked_by: Mapped[UUID]
    answer: Mapped[str | None]
    survey_at: Mapped[datetime | None]
    "kind survey: the appointment offered to every invited carrier"
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column()

    rfq: Mapped[Rfq] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.UniqueConstraint("rfq_id", "number"),
        sa.CheckConstraint("kind IN ('question', 'survey')", name="kind"),
        sa.CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class RfqAmendment(Base):
    """A change of the RFQ: it voids every quote received so far and says so."""

    __tablename__ = "rfq_amendments"
    audit_subject = "amendment"

    id: Mapped[Id]
    rfq_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str]
    "what changes, in the organiser's words"
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    "field to [before, after]"
    due_before_at: Mapped[Instant]
    due_after_at: Mapped[Instant]
    amended_at: Mapped[Instant]
    amended_by: Mapped[UUID]

    rfq: Mapped[Rfq] = relationship()

    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.UniqueConstraint("rfq_id", "number"),
        sa.CheckConstraint("due_after_at >= due_before_at", name="never_earlier"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
