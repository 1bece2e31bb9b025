"""Files kept through the storage port: PDFs, scans and evidence, each with its hash and owner."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Id, Instant
from marketplace.models.audit import PLATFORM_CHAIN


class StoredFile(Base):
    """What is known of one file; its content lies in the storage under its SHA-256.

    A file is served only by way of the thing that names it, to those who may see that thing.
    """

    __tablename__ = "stored_files"
    audit_subject = "stored_file"

    id: Mapped[Id]
    owner_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    "the organisation that uploaded it; null: made by the marketplace"
    purpose: Mapped[str]
    "such as contract_pdf, stamped_scan, test_evidence"
    name: Mapped[str]
    "file name for the download"
    media_type: Mapped[str]
    sha256: Mapped[str]
    "of the content, lower-case hex; the storage key"
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    created_at: Mapped[Instant]
    created_by: Mapped[UUID | None]
    named_at: Mapped[datetime | None]
    "when something first named it; null: nothing ever did. A trigger on every naming writes it"
    unnamed_at: Mapped[datetime | None]
    "when the last thing that named it let it go"
    doomed_at: Mapped[datetime | None]
    "on record to be deleted, content first: nothing may name it any more (a trigger refuses)"

    __table_args__ = (
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
        sa.CheckConstraint("size_bytes > 0", name="not_empty"),
        sa.Index("ix_stored_files_sha256", "sha256"),
        sa.Index("ix_stored_files_doomed", "id", postgresql_where=sa.text("doomed_at IS NOT NULL")),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.owner_id or PLATFORM_CHAIN)
