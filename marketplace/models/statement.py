"""What an organiser states before its group buy opens, and what it signs before the lock."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Document, Instant


class OfGroupBuy:
    """One per group buy, with its id: the audit log names it by the group buy."""

    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"), primary_key=True)

    @property
    def id(self) -> UUID:
        """For the audit log: the group buy."""
        return self.group_buy_id

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class OrganiserStatement(OfGroupBuy, Base):
    """One per group buy, changed in draft only; every version is in the audit log.

    A question is answered or there is no statement: no column may be null but the file's.
    """

    __tablename__ = "organiser_statements"
    audit_subject = "organiser_statement"

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


class CompetitionRecord(OfGroupBuy, Base):
    """Why the group buy does not restrict competition (COMP-03, COMP-05), signed before the lock.

    `figures` is what the marketplace knew when it was signed; every version is in the audit log.
    """

    __tablename__ = "competition_records"
    audit_subject = "competition_record"

    efficiency: Mapped[str]
    small_firms: Mapped[str]
    no_restriction: Mapped[str]
    fair_share: Mapped[str]
    local_demand_share_bps: Mapped[int]
    "the members' share of the local demand for such lines, as the organiser estimates it"
    share_basis: Mapped[str]
    "what the estimate rests on"
    legal_review_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    figures: Mapped[Document]
    signed_at: Mapped[Instant]
    signed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.CheckConstraint("local_demand_share_bps BETWEEN 0 AND 10000", name="share"),
    )
