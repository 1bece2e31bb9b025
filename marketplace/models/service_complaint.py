"""The complaints desk (投诉): a member's complaint to its carrier and to the organiser."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import SERVICE_COMPLAINT, ServiceComplaintState
from marketplace.models.audit import Lives
from marketplace.models.contract import ContractLine
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation


class ServiceComplaint(Lives, Base):
    """One complaint with its clock; when it has run out, the way to the regulator is open."""

    __tablename__ = "service_complaints"
    life = SERVICE_COMPLAINT
    audit_subject = "service_complaint"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"), index=True)
    contract_line_id: Mapped[UUID | None]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    carrier_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    "the carrier it goes to; null: to the organiser alone"
    category: Mapped[str]
    "delivery, quality, billing, contract, organiser, other"
    subject: Mapped[str]
    state: Mapped[ServiceComplaintState] = mapped_column(choice(ServiceComplaintState, "state"))
    filed_at: Mapped[Instant]
    filed_by: Mapped[UUID]
    answer_due_at: Mapped[Instant]
    "15 days after filing; then the way to the regulator is open"
    answered_at: Mapped[datetime | None]
    "first answer"
    closed_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    "when the member says that it went to the regulator"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship()
    contract_line: Mapped[ContractLine | None] = relationship(
        primaryjoin="foreign(ServiceComplaint.contract_line_id) == ContractLine.id", viewonly=True
    )
    member: Mapped[Organisation] = relationship(foreign_keys=member_id)
    carrier: Mapped[Organisation | None] = relationship(foreign_keys=carrier_id)
    words: Mapped[list[ServiceComplaintWord]] = relationship(
        back_populates="complaint", order_by="ServiceComplaintWord.number"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
        ),
        sa.CheckConstraint(
            "category IN ('delivery', 'quality', 'billing', 'contract', 'organiser', 'other')",
            name="category",
        ),
        sa.CheckConstraint("filed_at < answer_due_at", name="window"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        sa.Index(
            "ix_service_complaints_due",
            "answer_due_at",
            postgresql_where=sa.text("state = 'filed'"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class ServiceComplaintWord(Base):
    """One statement in a complaint, by the member, the carrier or the organiser."""

    __tablename__ = "service_complaint_words"

    id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service_complaints.id"))
    number: Mapped[int]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    said_at: Mapped[Instant]
    said_by: Mapped[UUID]
    text: Mapped[str]
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))

    complaint: Mapped[ServiceComplaint] = relationship(back_populates="words")
    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (sa.UniqueConstraint("complaint_id", "number"),)
