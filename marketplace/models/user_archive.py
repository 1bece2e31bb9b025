"""User archives (用户档案): what a company says of itself once, its papers, its signed letters.

The archive of a line is put together from these, from the line and from its use, when it is read:
what is corrected once is right everywhere.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.archive import Capacity, DocumentKind, PaperKind
from marketplace.models.organisation import Organisation
from marketplace.models.stored_file import StoredFile


class CompanyProfile(Base):
    """The company's part of its archives (BUY-07); an empty text is not stated yet."""

    __tablename__ = "company_profiles"
    audit_subject = "company_profile"

    organisation_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("organisations.id"), primary_key=True
    )
    customer_name: Mapped[str]
    "as in the commitment letter and on the business licence"
    country: Mapped[str]
    "of registration, ISO 3166-1 alpha-2"
    issuing_authority: Mapped[str] = mapped_column(server_default="")
    business_scope: Mapped[str] = mapped_column(server_default="")
    business_address: Mapped[str] = mapped_column(server_default="")
    post_code: Mapped[str] = mapped_column(server_default="")
    staff: Mapped[int | None]
    telecom_seller: Mapped[bool | None]
    "whether it sells IDC, ISP, CDN or VPN services itself (USE-02)"
    legal_representative: Mapped[str] = mapped_column(server_default="")
    legal_document_kind: Mapped[DocumentKind | None] = mapped_column(
        choice(DocumentKind, "legal_document_kind")
    )
    legal_number_sealed: Mapped[bytes | None]
    "security.identity_numbers; opened only for the package that a carrier takes"
    legal_number_masked: Mapped[str] = mapped_column(server_default="")
    contact_name: Mapped[str] = mapped_column(server_default="")
    contact_phone: Mapped[str] = mapped_column(server_default="")
    contact_email: Mapped[str] = mapped_column(server_default="")
    contact_address: Mapped[str] = mapped_column(server_default="")
    contact_document_kind: Mapped[DocumentKind | None] = mapped_column(
        choice(DocumentKind, "contact_document_kind")
    )
    contact_number_sealed: Mapped[bytes | None]
    contact_number_masked: Mapped[str] = mapped_column(server_default="")
    consented_at: Mapped[datetime | None]
    "separate consent to the use of identity documents (PLAT-10)"
    consented_by: Mapped[UUID | None]
    changed_at: Mapped[Instant]
    changed_by: Mapped[UUID]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
        sa.CheckConstraint("staff BETWEEN 1 AND 10000000", name="staff"),
        # No identity number is kept without the person's separate consent.
        sa.CheckConstraint(
            "(legal_number_sealed IS NULL AND contact_number_sealed IS NULL) "
            "OR consented_at IS NOT NULL",
            name="numbers_with_consent",
        ),
    )

    @property
    def id(self) -> UUID:
        """For the audit log: the company."""
        return self.organisation_id

    @property
    def numbers_place(self) -> str:
        """Where the identity numbers lie: sealed ones open nowhere else."""
        return str(self.organisation_id)

    @property
    def member_id(self) -> UUID:
        """Whose it is, as grants ask."""
        return self.organisation_id

    @property
    def audit_chain(self) -> str:
        return str(self.organisation_id)


class ArchivePaper(Base):
    """One paper of an archive: of the company, or in place of that one for a single line."""

    __tablename__ = "archive_papers"
    audit_subject = "archive_paper"

    id: Mapped[Id]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    group_buy_id: Mapped[UUID | None]
    line_id: Mapped[UUID | None]
    "null: of the company, for every line that has none of its own"
    kind: Mapped[PaperKind] = mapped_column(choice(PaperKind, "kind"))
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_files.id"))
    kept_at: Mapped[Instant]
    kept_by: Mapped[UUID]
    replaced_at: Mapped[datetime | None]
    "another came in its place, or it was taken out"

    file: Mapped[StoredFile] = relationship()

    __table_args__ = (
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.CheckConstraint("(line_id IS NULL) = (group_buy_id IS NULL)", name="line_with_buy"),
        # One paper of a kind counts at a time.
        sa.Index(
            "uq_archive_papers_company",
            "member_id",
            "kind",
            unique=True,
            postgresql_where=sa.text("replaced_at IS NULL AND line_id IS NULL"),
        ),
        sa.Index(
            "uq_archive_papers_line",
            "line_id",
            "kind",
            unique=True,
            postgresql_where=sa.text("replaced_at IS NULL AND line_id IS NOT NULL"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id or self.member_id)


class Commitment(Base):
    """A commitment letter (承诺书) signed on line for one line; a year later there is another."""

    __tablename__ = "commitments"
    audit_subject = "commitment"

    id: Mapped[Id]
    line_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    version: Mapped[str]
    "of the text (i18n.commitment_texts)"
    text_sha256: Mapped[str]
    "over both languages of that version: what was seen when signing"
    customer_name: Mapped[str]
    "in the letter"
    signer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    signer_name: Mapped[str]
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity, "capacity"))
    signed_at: Mapped[Instant]

    __table_args__ = (
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.Index("ix_commitments_line_id_signed_at", "line_id", "signed_at"),
        sa.CheckConstraint("text_sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
