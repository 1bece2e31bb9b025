"""What an organiser states before its group buy opens (组织方声明)."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class OrganiserStatement(Base):
    """One per group buy, changed in draft only; every version is in the audit log.

    A question is answered or there is no statement: no column may be null but the file's.
    """

    __tablename__ = "organiser_statements"
    audit_subject = "organiser_statement"

    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"), primary_key=True)
    public_body: Mapped[bool]
    state_owned: Mapped[bool]
    approval_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "internal procurement approval of a state-owned organiser"
    fiscal_funds: Mapped[bool]
    construction_project: Mapped[bool]
    designated_carrier: Mapped[bool]
    hidden_rebate: Mapped[bool]
    beyond_line_purchase: Mapped[bool]
    member_exclusivity: Mapped[bool]
    boycott_terms: Mapped[bool]
    names_a_supplier: Mapped[bool]
    unequal_information: Mapped[bool]
    stated_at: Mapped[Instant]
    stated_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def id(self) -> UUID:
        """For the audit log: the group buy."""
        return self.group_buy_id

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
