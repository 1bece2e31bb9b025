"""What companies ask the organiser of a group buy, with the answers that all of them read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import QUESTION, QuestionState
from marketplace.models.audit import Lives
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation


class GroupBuyQuestion(Lives, Base):
    """A company's question; other companies read it without its name."""

    __tablename__ = "group_buy_questions"
    life = QUESTION
    audit_subject = "group_buy_question"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"))
    number: Mapped[int]
    "from 1 within the group buy"
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "who asked, whether it has joined or not; shown to the organiser and to itself"
    text: Mapped[str]
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState, "state"))
    asked_at: Mapped[Instant]
    asked_by: Mapped[UUID]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship()
    member: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("group_buy_id", "number"),
        sa.CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_whole"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
