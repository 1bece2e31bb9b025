"""What the operator states of the platform itself; each version is a row and none is changed."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Instant, choice
from marketplace.domain.platform_statement import EdiBasis
from marketplace.models.audit import PLATFORM_CHAIN
from marketplace.models.organisation import User
from marketplace.models.stored_file import StoredFile


class PlatformStatement(Base):
    """One version; the newest stands. Empty or null: not stated."""

    __tablename__ = "platform_statements"
    audit_subject = "platform_statement"
    audit_chain = PLATFORM_CHAIN

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    icp_number: Mapped[str] = mapped_column(server_default="")
    edi_basis: Mapped[EdiBasis | None] = mapped_column(choice(EdiBasis, "edi_basis"))
    edi_reference: Mapped[str] = mapped_column(server_default="")
    "number of the licence or of the written answer"
    edi_on: Mapped[date | None]
    business_licence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    service_agreement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "service agreement and trading rules of the platform, as one file"
    grading_level: Mapped[int | None]
    "of the graded protection, 1 to 5"
    grading_filing: Mapped[str] = mapped_column(server_default="")
    grading_tested_on: Mapped[date | None]
    crypto_level: Mapped[int | None]
    "at which commercial cryptography was assessed, 1 to 5"
    crypto_assessed_on: Mapped[date | None]
    servers_in_mainland: Mapped[bool | None]
    servers_where: Mapped[str] = mapped_column(server_default="")
    bank_account: Mapped[str] = mapped_column(server_default="")
    "where service fees are paid by bank transfer: name, bank and number, as payers read it"
    stated_at: Mapped[Instant]
    stated_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    author: Mapped[User] = relationship()
    business_licence: Mapped[StoredFile | None] = relationship(foreign_keys=[business_licence_id])
    service_agreement: Mapped[StoredFile | None] = relationship(foreign_keys=[service_agreement_id])

    __table_args__ = (
        sa.CheckConstraint("version > 0", name="counted"),
        # What is stated together or not at all (domain.platform_statement.WHOLES).
        sa.CheckConstraint(
            "(edi_basis IS NULL) = (edi_reference = '') AND (edi_basis IS NULL) = (edi_on IS NULL)",
            name="edi_whole",
        ),
        sa.CheckConstraint("(grading_level IS NULL) = (grading_filing = '')", name="grading_whole"),
        sa.CheckConstraint(
            "(crypto_level IS NULL) = (crypto_assessed_on IS NULL)", name="crypto_whole"
        ),
        sa.CheckConstraint(
            "(servers_in_mainland IS NULL) = (servers_where = '')", name="servers_whole"
        ),
        sa.CheckConstraint(
            "grading_level BETWEEN 1 AND 5 AND crypto_level BETWEEN 1 AND 5", name="levels"
        ),
    )

    @property
    def id(self) -> UUID:
        """For the audit log: a name of the version."""
        return uuid5(NAMESPACE_OID, f"platform_statement {self.version}")
