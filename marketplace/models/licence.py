"""Carriers' telecom licences (SELL-01 to 08): what was stated, looked up and decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.licences import LicenceClass
from marketplace.domain.lives import LICENCE, LicenceState
from marketplace.models.audit import Lives
from marketplace.models.organisation import Organisation


class Licence(Lives, Base):
    """A carrier's telecom licence, counted only once a reviewer has verified it (SELL-01, 02)."""

    __tablename__ = "licences"
    life = LICENCE
    audit_subject = "licence"

    id: Mapped[Id]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    number: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    "catalogue codes (domain.licences.Scope)"
    licence_class: Mapped[LicenceClass | None] = mapped_column(
        choice(LicenceClass, "licence_class")
    )
    geographic_scope: Mapped[str] = mapped_column(server_default="")
    "such as 全国 or 上海"
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    "last day"
    holder_name: Mapped[str] = mapped_column(server_default="")
    "empty: the carrier itself"
    holder_uscc: Mapped[str | None] = mapped_column(index=True)
    "of the legal person that holds it, when a branch submits it; null: the carrier itself"
    authorisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "the holder's letter that lets the branch quote (SELL-05)"
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "scan of the licence"
    gateway_city: Mapped[str] = mapped_column(server_default="")
    "of the international gateway that the carrier declares (SELL-03)"
    handover_pop: Mapped[str] = mapped_column(server_default="")
    "point of handover abroad, as declared"
    looked_up_on: Mapped[date | None]
    "when a reviewer last looked it up with the authority"
    looked_up_by: Mapped[UUID | None]
    lookup_note: Mapped[str] = mapped_column(server_default="")
    "where it was looked up and what was found"
    lookup_evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "screenshot or extract"
    forged_or_lent: Mapped[bool | None]
    "what the look-up found (SELL-08); null: not looked up"
    state: Mapped[LicenceState] = mapped_column(choice(LicenceState, "state"))
    created_at: Mapped[Instant]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decision_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    carrier: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("carrier_id", "number"),
        sa.CheckConstraint("valid_from <= valid_to", name="validity"),
        sa.CheckConstraint(
            "scopes <@ ARRAY['A11-4','A14-1','A14-4','A24-1','A26','B11','B13','B14','B21'] "
            "AND cardinality(scopes) > 0",
            name="scopes",
        ),
        sa.CheckConstraint("holder_uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'", name="holder_shape"),
        # A licence found forged or lent never counts.
        sa.CheckConstraint("NOT (forged_or_lent AND state = 'verified')", name="genuine"),
        sa.CheckConstraint(
            "(looked_up_on IS NULL) = (forged_or_lent IS NULL)", name="looked_up_tells"
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.carrier_id)

    @property
    def legal_person(self) -> str:
        """Credit code of the legal person that quotes with it: the root of all its branches."""
        return self.holder_uscc or self.carrier.uscc

    @property
    def branch(self) -> bool:
        """Whether it is another legal person's, for which the carrier acts."""
        return self.holder_uscc is not None and self.holder_uscc != self.carrier.uscc
