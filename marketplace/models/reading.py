"""Who looked at whose sensitive data: append-only, deleted by a job after its term alone."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant
from marketplace.models.organisation import Organisation, User


class Reading(Base):
    """One look at sensitive data of an organisation by somebody of another."""

    __tablename__ = "readings"

    id: Mapped[Id]
    at: Mapped[Instant]
    reader_id: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "of the reader"
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "whose data they are"
    subject: Mapped[str]
    "kind of thing, such as data_export_check, stamped_scan, user"
    subject_id: Mapped[UUID]

    reader: Mapped[User] = relationship(foreign_keys=reader_id)
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    owner: Mapped[Organisation] = relationship(foreign_keys=owner_id)

    __table_args__ = (
        sa.Index("ix_readings_owner_id_at", "owner_id", "at"),
        sa.Index("ix_readings_at", "at"),
        # Looking at one's own is no reading.
        sa.CheckConstraint("owner_id <> organisation_id", name="of_another"),
    )
