"""The bank accounts to which a carrier is paid for its lines; a change is another row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import PAYEE_ACCOUNT, PayeeAccountState
from marketplace.domain.payee_account import masked
from marketplace.models.audit import Lives
from marketplace.models.organisation import Organisation


class PayeeAccount(Lives, Base):
    """One account as the carrier stated it; what it says never changes."""

    __tablename__ = "payee_accounts"
    life = PAYEE_ACCOUNT
    audit_subject = "payee_account"

    id: Mapped[Id]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    account_name: Mapped[str]
    "户名"
    uscc: Mapped[str]
    "credit code of whose account it is: the carrier's (PAY-01)"
    bank: Mapped[str]
    "bank and branch (开户行)"
    account_number: Mapped[str]
    state: Mapped[PayeeAccountState] = mapped_column(choice(PayeeAccountState, "state"))
    replaces_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("payee_accounts.id"), unique=True
    )
    "the account in whose place it stands: one follows another, never two"
    stated_at: Mapped[Instant]
    stated_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    carrier: Mapped[Organisation] = relationship()
    replaces: Mapped[PayeeAccount | None] = relationship(remote_side="PayeeAccount.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        # An invoice names an account of its own carrier.
        sa.UniqueConstraint("id", "carrier_id"),
        # The same account is stated once at a time.
        sa.Index(
            "uq_payee_accounts_standing",
            "carrier_id",
            "account_number",
            unique=True,
            postgresql_where=sa.text("state = 'standing'"),
        ),
        sa.CheckConstraint("account_number ~ '^[0-9]{8,30}$'", name="account_digits"),
        sa.CheckConstraint("(state = 'standing') = (ended_at IS NULL)", name="ended_has_time"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.carrier_id)

    @property
    def masked_number(self) -> str:
        return masked(self.account_number)
