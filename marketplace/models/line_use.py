"""The use and the ends of a line as its member states them (USE-01 to 09, BUY-06)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, choice
from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.line_use import Voice


class LineUse(Base):
    """Beside its line; null is not stated yet. Nothing here changes a price."""

    __tablename__ = "line_uses"
    audit_subject = "line_use"

    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_buy_id: Mapped[UUID]
    purpose: Mapped[Purpose | None] = mapped_column(choice(Purpose, "purpose"))
    purpose_text: Mapped[str] = mapped_column(server_default="")
    users: Mapped[int | None]
    "how many people use it"
    a_end: Mapped[EndType | None] = mapped_column(choice(EndType, "a_end"))
    z_end: Mapped[EndType | None] = mapped_column(choice(EndType, "z_end"))
    resale: Mapped[bool | None]
    shared: Mapped[bool | None]
    proxy_for_others: Mapped[bool | None]
    third_party_access: Mapped[bool | None]
    public_acceleration: Mapped[bool | None]
    internet_breakout: Mapped[bool | None]
    voice: Mapped[Voice | None] = mapped_column(choice(Voice, "voice"))
    z_registration_number: Mapped[str] = mapped_column(server_default="")
    "of the occupant where it is registered (CI, BR, company number)"
    z_share_bps: Mapped[int | None]
    "share held along the chain between the member and the occupant"
    z_evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "organisation chart, overseas registration or contract"
    resources_contract_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "colocation or cloud contract in the company's name, for an end in a rack or a cloud"
    changed_at: Mapped[datetime | None]
    "null: as stated when joining"
    changed_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.CheckConstraint("users BETWEEN 1 AND 1000000", name="users"),
        sa.CheckConstraint("z_share_bps BETWEEN 0 AND 10000", name="share"),
    )

    @property
    def id(self) -> UUID:
        """For the audit log: the line."""
        return self.line_id

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
