"""Data-export self-checks (数据出境自查): exports, each with its recorded checks and filings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Document, Id, Instant, choice
from marketplace.domain.compliance.facts.data_export import FiledProcedure
from marketplace.domain.compliance.finding import Outcome
from marketplace.models.audit import PLATFORM_CHAIN
from marketplace.models.line import Line
from marketplace.models.organisation import Organisation


class DataExport(Base):
    """One export scenario of a member: of one line, or of whatever goes over all its lines."""

    __tablename__ = "data_exports"
    audit_subject = "data_export"

    id: Mapped[Id]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    scenario: Mapped[str]
    "the member's own name for it"
    line_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("lines.id"), index=True)
    "null: counts for every line of the member"
    recipient_name: Mapped[str] = mapped_column(server_default="")
    recipient_country: Mapped[str] = mapped_column(server_default="")
    recipient_contact: Mapped[str] = mapped_column(server_default="")
    draft: Mapped[Document] = mapped_column(server_default=sa.text("'{}'"))
    "answers of the guided page, saved as one goes; nothing counts before it is recorded"
    draft_at: Mapped[Instant]
    asked_for: Mapped[date | None]
    "first day of the quarter for which the counts were last asked for"
    reminded_of: Mapped[date | None]
    "the due day of a filing or renewal that the member was last reminded of"
    created_at: Mapped[Instant]
    created_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    "the export is no longer done: it counts for no line"
    version: Mapped[int] = mapped_column()

    member: Mapped[Organisation] = relationship()
    line: Mapped[Line | None] = relationship()
    check: Mapped[DataExportCheck | None] = relationship(
        primaryjoin="and_(DataExport.id == foreign(DataExportCheck.export_id), "
        "DataExportCheck.superseded_at.is_(None))",
        viewonly=True,
        uselist=False,
    )
    filing: Mapped[DataExportFiling | None] = relationship(
        primaryjoin="and_(DataExport.id == foreign(DataExportFiling.export_id), "
        "DataExportFiling.superseded_at.is_(None))",
        viewonly=True,
        uselist=False,
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        # The same scenario, of the same line or of all, is checked again and not anew.
        sa.Index(
            "uq_data_exports_of_all",
            "member_id",
            "scenario",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL AND line_id IS NULL"),
        ),
        sa.Index(
            "uq_data_exports_of_line",
            "member_id",
            "scenario",
            "line_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL AND line_id IS NOT NULL"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.member_id)


class DataExportCheck(Base):
    """One recorded answer; a later one supersedes it, and it stays on record."""

    __tablename__ = "data_export_checks"
    audit_subject = "data_export_check"

    id: Mapped[Id]
    export_id: Mapped[UUID] = mapped_column(sa.ForeignKey("data_exports.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    number: Mapped[int]
    "from 1 within the export"
    facts: Mapped[Document]
    "as stated; null: unknown"
    answer: Mapped[Document]
    "as given then, in both languages, with its sources"
    code: Mapped[str]
    "row of the table, D0 to D10"
    path: Mapped[str]
    action: Mapped[Outcome] = mapped_column(choice(Outcome, "action"))
    table_version: Mapped[int]
    "of the table of paths that gave the answer"
    ftz_list_edition: Mapped[str | None]
    "of the negative list that was at hand; null: none was loaded"
    checked_on: Mapped[date]
    "in Shanghai: counts are of this day's year"
    checked_at: Mapped[Instant]
    checked_by: Mapped[UUID]
    superseded_at: Mapped[datetime | None]
    printed_at: Mapped[datetime | None]
    pdf_zh_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    pdf_en_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))

    export: Mapped[DataExport] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("export_id", "number"),
        # One answer counts at a time.
        sa.Index(
            "uq_data_export_checks_current",
            "export_id",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.member_id)


class DataExportFiling(Base):
    """What the member put on record of its procedure and of its duties; the latest counts."""

    __tablename__ = "data_export_filings"
    audit_subject = "data_export_filing"

    id: Mapped[Id]
    export_id: Mapped[UUID] = mapped_column(sa.ForeignKey("data_exports.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    number: Mapped[int]
    procedure: Mapped[FiledProcedure | None] = mapped_column(choice(FiledProcedure, "procedure"))
    reference: Mapped[str | None]
    granted_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    assessed_on: Mapped[date | None]
    individuals_told: Mapped[bool | None]
    consent_is_basis: Mapped[bool | None]
    separate_consent: Mapped[bool | None]
    critical_industry: Mapped[bool | None]
    ciio_answer_confirmed: Mapped[bool | None]
    lingang_report: Mapped[str | None]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID]
    superseded_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("export_id", "number"),
        sa.Index(
            "uq_data_export_filings_current",
            "export_id",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
        sa.CheckConstraint(
            "(procedure IS NULL) = (reference IS NULL)", name="procedure_with_reference"
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.member_id)


class NegativeListEdition(Base):
    """A free-trade zone's negative list, loaded by hand; in force from <= day < replaced."""

    __tablename__ = "negative_list_editions"
    audit_subject = "negative_list_edition"
    audit_chain = PLATFORM_CHAIN

    id: Mapped[Id]
    zone: Mapped[str]
    edition: Mapped[str]
    in_force_from: Mapped[date]
    replaced_on: Mapped[date | None]
    loaded_on: Mapped[date]
    "as the file says: the day on which somebody took it from the official publication"
    address: Mapped[str]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    "sector, scenario, item and procedure of each entry"
    sha256: Mapped[str]
    "of the entry as loaded"
    loaded_at: Mapped[Instant]

    __table_args__ = (sa.UniqueConstraint("zone", "edition"),)
