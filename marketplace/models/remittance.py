"""Bank transfers of companies to carriers for invoices of lines, as they state them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import REMITTANCE, RemittanceState
from marketplace.models.audit import Lives
from marketplace.models.line_payment import LineInvoice
from marketplace.models.payee_account import PayeeAccount


class Remittance(Lives, Base):
    """A bank transfer to the carrier, as the company states it, for one invoice."""

    __tablename__ = "remittances"
    life = REMITTANCE
    audit_subject = "remittance"

    id: Mapped[Id]
    invoice_id: Mapped[UUID]
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    carrier_id: Mapped[UUID]
    reference: Mapped[str]
    "the bank's reference of the transfer (回单号)"
    paid_on: Mapped[date]
    amount_minor: Mapped[Minor]
    currency: Mapped[str]
    payee_account_id: Mapped[UUID]
    state: Mapped[RemittanceState] = mapped_column(choice(RemittanceState, "state"))
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column()

    invoice: Mapped[LineInvoice] = relationship(back_populates="remittances")
    payee_account: Mapped[PayeeAccount] = relationship(
        primaryjoin="foreign(Remittance.payee_account_id) == PayeeAccount.id", viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["invoice_id", "contract_id"], ["line_invoices.id", "line_invoices.contract_id"]
        ),
        sa.ForeignKeyConstraint(
            ["payee_account_id", "carrier_id"], ["payee_accounts.id", "payee_accounts.carrier_id"]
        ),
        # A transfer counts once for an invoice, however often it is uploaded.
        sa.Index(
            "uq_remittances_counted",
            "invoice_id",
            "reference",
            unique=True,
            postgresql_where=sa.text("state IN ('recorded', 'received')"),
        ),
        sa.Index("ix_remittances_invoice_id", "invoice_id"),
        sa.CheckConstraint("currency = 'CNY' AND amount_minor > 0", name="amount"),
        amount_check("amount_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def member_id(self) -> UUID:
        """Whose transfer it is."""
        return self.invoice.member_id
