"""The enrolment file (入驻资料) of a company or carrier, and what reviewers checked of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.archive import Capacity, DocumentKind
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.enrolment import IdentityHow
from marketplace.models.organisation import Organisation, User
from marketplace.models.stored_file import StoredFile


class Enrolment(Base):
    """What an organisation says and shows of itself to be confirmed; empty: not said yet."""

    __tablename__ = "enrolments"
    audit_subject = "enrolment"

    organisation_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("organisations.id"), primary_key=True
    )
    legal_representative: Mapped[str] = mapped_column(server_default="")
    legal_document_kind: Mapped[DocumentKind | None] = mapped_column(
        choice(DocumentKind, "legal_document_kind")
    )
    legal_number_sealed: Mapped[bytes | None]
    "security.identity_numbers"
    legal_number_masked: Mapped[str] = mapped_column(server_default="")
    acts: Mapped[Capacity | None] = mapped_column(choice(Capacity, "acts"))
    "who acts for the organisation here: its legal representative, or an agent with a letter"
    agent_name: Mapped[str] = mapped_column(server_default="")
    "only of an agent"
    agent_phone: Mapped[str] = mapped_column(server_default="")
    "of the person acting, whoever that is"
    agent_document_kind: Mapped[DocumentKind | None] = mapped_column(
        choice(DocumentKind, "agent_document_kind")
    )
    agent_number_sealed: Mapped[bytes | None]
    agent_number_masked: Mapped[str] = mapped_column(server_default="")
    business_licence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    authorisation_letter_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    internal_approval_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    state_owned: Mapped[bool | None]
    fiscal_funds: Mapped[bool | None]
    "whether lines are paid from fiscal funds (财政性资金)"
    consented_at: Mapped[datetime | None]
    "separate consent to the use of identity documents (PLAT-10)"
    consented_by: Mapped[UUID | None]
    notice_version: Mapped[str] = mapped_column(server_default="")
    "of the privacy notice that was shown and passed on to the persons named"
    notice_accepted_at: Mapped[datetime | None]
    notice_accepted_by: Mapped[UUID | None]
    persons_version: Mapped[int] = mapped_column(server_default="1")
    "the version in which the persons were last changed: earlier checks of them count no more"
    changed_at: Mapped[Instant]
    changed_by: Mapped[UUID]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    business_licence: Mapped[StoredFile | None] = relationship(foreign_keys=[business_licence_id])
    authorisation_letter: Mapped[StoredFile | None] = relationship(
        foreign_keys=[authorisation_letter_id]
    )
    internal_approval: Mapped[StoredFile | None] = relationship(foreign_keys=[internal_approval_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        # No identity number is kept without the person's separate consent.
        sa.CheckConstraint(
            "(legal_number_sealed IS NULL AND agent_number_sealed IS NULL) "
            "OR consented_at IS NOT NULL",
            name="numbers_with_consent",
        ),
        sa.CheckConstraint(
            "(notice_accepted_at IS NULL) = (notice_version = '')", name="notice_of_a_version"
        ),
    )

    @property
    def id(self) -> UUID:
        """For the audit log: the organisation."""
        return self.organisation_id

    @property
    def audit_chain(self) -> str:
        return str(self.organisation_id)

    @property
    def numbers_place(self) -> str:
        """Where the identity numbers lie: sealed ones open nowhere else."""
        return f"enrolment {self.organisation_id}"

    @property
    def person_acting(self) -> str:
        """The name of who acts for the organisation; empty while it is not said."""
        if self.acts == Capacity.LEGAL_REPRESENTATIVE:
            return self.legal_representative
        return self.agent_name if self.acts == Capacity.AUTHORISED else ""


class EnrolmentCheck(Base):
    """What a reviewer found when looking at the file and into registers. Append-only.

    Each row says everything that is checked so far; the newest counts.
    """

    __tablename__ = "enrolment_checks"
    audit_subject = "enrolment_check"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    "in the order of writing"
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    file_version: Mapped[int]
    "of the enrolment file that was looked at"
    identity_verified: Mapped[bool | None]
    "whether the person acting is who the file says"
    identity_how: Mapped[IdentityHow | None] = mapped_column(choice(IdentityHow, "identity_how"))
    identity_checked_on: Mapped[date | None]
    phone_verified: Mapped[bool | None]
    registry_status: Mapped[RegistryStatus | None] = mapped_column(
        choice(RegistryStatus, "registry_status")
    )
    registry_checked_on: Mapped[date | None]
    registry_evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "what the register showed"
    risk_found: Mapped[bool | None]
    "a fraud or sanctions notice"
    risk_note: Mapped[str] = mapped_column(server_default="")
    checked_at: Mapped[Instant]
    checked_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    reviewer: Mapped[User] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("number"),
        sa.Index("ix_enrolment_checks_organisation_id", "organisation_id", "number"),
        sa.CheckConstraint(
            "(identity_verified IS NULL) = (identity_how IS NULL) "
            "AND (identity_verified IS NULL) = (identity_checked_on IS NULL)",
            name="identity_how_and_when",
        ),
        sa.CheckConstraint(
            "(registry_status IS NULL) = (registry_checked_on IS NULL)", name="registry_when"
        ),
        sa.CheckConstraint(
            "risk_found IS NOT TRUE OR length(trim(risk_note)) > 0", name="risk_noted"
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.organisation_id)
