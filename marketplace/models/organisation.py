"""Organisations, their users, and API tokens."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import ORGANISATION, OrganisationState
from marketplace.domain.roles import OrganisationKind
from marketplace.models.audit import Lives


class Organisation(Lives, Base):
    """A park, enterprise, carrier, regulator or the platform itself."""

    __tablename__ = "organisations"
    life = ORGANISATION
    audit_subject = "organisation"

    id: Mapped[Id]
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    state: Mapped[OrganisationState] = mapped_column(choice(OrganisationState, "state"))
    uscc: Mapped[str]
    "unified social credit code, 18 characters; one organisation per legal person (SELL-05)"
    name_zh: Mapped[str]
    name_en: Mapped[str]
    sector: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str] = mapped_column(server_default="")
    park_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    "the park an enterprise sits in"
    created_at: Mapped[Instant]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decision_reason: Mapped[str | None]
    left_at: Mapped[datetime | None]
    "when it left the marketplace: the term of a seller's identity runs from that day (SEC-04)"
    left_by: Mapped[UUID | None]
    left_reason: Mapped[str | None]
    anonymised_at: Mapped[datetime | None]
    "when what was personal of it went, the longest term having run out"
    version: Mapped[int] = mapped_column()

    park: Mapped[Organisation | None] = relationship(remote_side="Organisation.id")
    users: Mapped[list[User]] = relationship(back_populates="organisation")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.CheckConstraint("uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'", name="uscc_shape"),
        sa.CheckConstraint("(kind = 'enterprise') = (park_id IS NOT NULL)", name="park_of_kind"),
        sa.Index("ix_organisations_kind_state", "kind", "state"),
        # One organisation per legal person; one that left stays on record under its code.
        sa.Index(
            "uq_organisations_uscc",
            "uscc",
            unique=True,
            postgresql_where=sa.text("state <> 'left'"),
        ),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_has_time"),
        sa.CheckConstraint("anonymised_at IS NULL OR state = 'left'", name="anonymised_if_left"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.id)


class User(Base):
    """A person who acts for one organisation."""

    __tablename__ = "users"
    audit_subject = "user"

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    email: Mapped[str] = mapped_column(unique=True)
    "lower case"
    name: Mapped[str]
    password: Mapped[str]
    "argon2id hash"
    roles: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    "domain.roles.Role values, of the organisation's kind"
    locale: Mapped[str] = mapped_column(server_default="zh")
    active: Mapped[bool] = mapped_column(server_default=sa.true())
    deactivated_at: Mapped[datetime | None]
    "when its access ended; three years later, its deals being complete, it is anonymised"
    anonymised_at: Mapped[datetime | None]
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    "changes when all sessions of the user must end"
    created_at: Mapped[Instant]

    organisation: Mapped[Organisation] = relationship(back_populates="users")

    __table_args__ = (
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
        sa.CheckConstraint("locale IN ('zh', 'en')", name="locale"),
        sa.CheckConstraint("active = (deactivated_at IS NULL)", name="inactive_has_time"),
        # Nobody acts under a name that is gone.
        sa.CheckConstraint("anonymised_at IS NULL OR NOT active", name="anonymised_if_inactive"),
        sa.CheckConstraint(
            "roles <@ ARRAY['park_manager','lead_enterprise','member','carrier','reviewer',"
            "'observer','operator']",
            name="roles",
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.organisation_id)

    @property
    def version(self) -> str:
        """Another text whenever something that can be changed of the user has changed."""
        changeable = [self.email, self.name, self.locale, self.active, sorted(self.roles)]
        return sha256(json.dumps(changeable).encode()).hexdigest()[:16]


class ApiToken(Base):
    """A bearer token of a user: stored as a hash, with scopes and an end."""

    __tablename__ = "api_tokens"
    audit_subject = "api_token"

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    name: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    "SHA-256 of the token; the token itself is shown once"
    scopes: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    revoked_at: Mapped[datetime | None]

    @property
    def audit_chain(self) -> str:
        return str(self.organisation_id)
