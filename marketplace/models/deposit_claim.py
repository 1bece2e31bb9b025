"""A carrier's claim against a deposit: its proven cost of a contract signed and then broken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import DEPOSIT_CLAIM, ClaimState
from marketplace.models.audit import Lives
from marketplace.models.contract import Contract
from marketplace.models.organisation import Organisation


class DepositClaim(Lives, Base):
    """Filed by the carrier, decided by a reviewer, open to the member's complaint."""

    __tablename__ = "deposit_claims"
    life = DEPOSIT_CLAIM
    audit_subject = "deposit_claim"

    id: Mapped[Id]
    deposit_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    contract_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contracts.id"), unique=True)
    "once for each contract"
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    state: Mapped[ClaimState] = mapped_column(choice(ClaimState, "state"))
    cost_minor: Mapped[Minor]
    "what the carrier says that it has spent"
    reserved_minor: Mapped[Minor]
    "the most that can be kept for it: the cost, or all that was left; claims of a deposit share it"
    text: Mapped[str]
    evidence_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_files.id"))
    filed_at: Mapped[Instant]
    filed_by: Mapped[UUID]
    decide_due_at: Mapped[Instant]
    "undecided by then it lapses, for the member"
    decided_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    contest_due_at: Mapped[datetime | None]
    contest: Mapped[str | None]
    "the member's complaint"
    contested_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    kept_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    kept_at: Mapped[datetime | None]
    bank_reference: Mapped[str | None]
    paid_on_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    contract: Mapped[Contract] = relationship()
    carrier: Mapped[Organisation] = relationship(foreign_keys=carrier_id)
    member: Mapped[Organisation] = relationship(foreign_keys=member_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["deposit_id", "group_buy_id"], ["deposits.id", "deposits.group_buy_id"]
        ),
        sa.Index("ix_deposit_claims_deposit_id", "deposit_id"),
        sa.CheckConstraint("cost_minor > 0 AND reserved_minor > 0", name="cost"),
        # Never more than the proven cost, nor than what waits for it.
        sa.CheckConstraint("decided_minor <= least(cost_minor, reserved_minor)", name="decided"),
        sa.CheckConstraint("kept_minor BETWEEN 1 AND decided_minor", name="kept"),
        sa.CheckConstraint(
            "(state IN ('kept', 'paid_on')) = (kept_minor IS NOT NULL)", name="kept_amount"
        ),
        sa.CheckConstraint("(state = 'paid_on') = (bank_reference IS NOT NULL)", name="paid_on"),
        sa.CheckConstraint(
            "(state = 'proposed') <= (contest_due_at IS NOT NULL)", name="proposed_has_end"
        ),
        amount_check("cost_minor"),
    )

    @property
    def next_due_at(self) -> datetime:
        """By when it moves on: contested or kept if proposed, else decided or answered."""
        if self.state == ClaimState.PROPOSED and self.contest_due_at is not None:
            return self.contest_due_at
        return self.decide_due_at

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
