"""A company's places in the park (BUY-05): proved once by lease or deed, confirmed by the park."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import PREMISES, PremisesState
from marketplace.models.audit import Lives
from marketplace.models.organisation import Organisation


class Premises(Lives, Base):
    """Building and room that a company's lines may begin at."""

    __tablename__ = "premises"
    life = PREMISES
    audit_subject = "premises"

    id: Mapped[Id]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    building: Mapped[str]
    room: Mapped[str]
    proof_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "lease or deed"
    state: Mapped[PremisesState] = mapped_column(choice(PremisesState, "state"))
    stated_at: Mapped[Instant]
    stated_by: Mapped[UUID]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decision_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    member: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("member_id", "building", "room"),
        sa.Index("ix_premises_state", "state"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.member_id)
