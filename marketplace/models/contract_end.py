"""A party's proposal that a contract in force ends before any line is live, and its answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import CONTRACT_END, ContractEndState, ContractSide
from marketplace.models.audit import Lives
from marketplace.models.contract import Contract


class ContractEnd(Lives, Base):
    """One side proposes with a reason, the other one agrees or refuses; one waits at a time."""

    __tablename__ = "contract_ends"
    life = CONTRACT_END
    audit_subject = "contract_end"

    id: Mapped[Id]
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    side: Mapped[ContractSide] = mapped_column(choice(ContractSide, "side"))
    "which of the two proposes"
    state: Mapped[ContractEndState] = mapped_column(choice(ContractEndState, "state"))
    reason: Mapped[str]
    proposed_at: Mapped[Instant]
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    answer: Mapped[str | None]
    "why the other side refused"
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("users.id"))

    contract: Mapped[Contract] = relationship(viewonly=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"], ["contracts.id", "contracts.group_buy_id"]
        ),
        sa.Index("ix_contract_ends_contract_id", "contract_id"),
        # Nobody has two proposals of a contract to answer.
        sa.Index(
            "uq_contract_ends_proposed",
            "contract_id",
            unique=True,
            postgresql_where=sa.text("state = 'proposed'"),
        ),
        sa.CheckConstraint(
            "(state IN ('agreed', 'refused')) = (answered_at IS NOT NULL)", name="answered"
        ),
        sa.CheckConstraint("(state = 'refused') = (answer IS NOT NULL)", name="refused_says_why"),
    )

    @property
    def member_id(self) -> UUID:
        return self.contract.member_id

    @property
    def carrier_id(self) -> UUID:
        return self.contract.carrier_id

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
