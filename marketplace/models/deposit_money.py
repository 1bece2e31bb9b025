"""What was asked of Stripe for a deposit, what was paid there, and what went back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, choice
from marketplace.domain.lives import (
    DEPOSIT_RETURN,
    DEPOSIT_TRY,
    LIVE_TRIES,
    RETURN_OVER,
    ReturnState,
    TryState,
)
from marketplace.models.audit import Lives


class TryKind(StrEnum):
    PAY_PAGE = "pay_page"
    SAVE_PAGE = "save_page"
    CHARGE = "charge"
    "of the saved way to pay, with nobody at the screen"


def of_deposit() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["deposit_id", "group_buy_id"], ["deposits.id", "deposits.group_buy_id"]
    )


class DepositTry(Lives, Base):
    """One page or charge: its id is the idempotency key at Stripe, so it happens once."""

    __tablename__ = "deposit_tries"
    life = DEPOSIT_TRY
    audit_subject = "deposit_try"

    id: Mapped[Id]
    deposit_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[TryKind] = mapped_column(choice(TryKind, "kind"))
    state: Mapped[TryState] = mapped_column(choice(TryState, "state"))
    amount_minor: Mapped[Minor]
    language: Mapped[str] = mapped_column(server_default="zh")
    "in which the page speaks"
    asked_at: Mapped[Instant]
    asked_by: Mapped[UUID | None]
    page_id: Mapped[str | None] = mapped_column(unique=True)
    page_url: Mapped[str | None]
    "None as soon as the page was seen to be over"
    payment_id: Mapped[str | None]
    "of the charge"
    called_at: Mapped[datetime | None]
    "when Stripe was last asked for the charge; None: never, so there is none"
    fault: Mapped[str] = mapped_column(server_default="")
    "Stripe's code of the refusal"
    seen_at: Mapped[datetime | None]
    "when it was last read at Stripe"

    __table_args__ = (
        of_deposit(),
        sa.UniqueConstraint("deposit_id", "number"),
        # Two tabs, a doubled press: there is one way to pay at a time.
        sa.Index(
            "uq_deposit_tries_live",
            "deposit_id",
            unique=True,
            postgresql_where=sa.text("state IN ('asked', 'open')"),
        ),
        sa.CheckConstraint("language IN ('zh', 'en')", name="language"),
        sa.CheckConstraint("(state = 'open') <= (page_id IS NOT NULL)", name="open_page"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def is_left(self) -> bool:
        """Whether it gave way while its page was open at Stripe: it is to be closed there yet."""
        return self.state not in LIVE_TRIES and self.page_url is not None

    @property
    def may_be_paid(self) -> bool:
        """Whether a person had the address of its page, and what came of it is not known here."""
        return self.page_id is not None and (self.state in LIVE_TRIES or self.is_left)

    @property
    def charge_key(self) -> str:
        """As which Stripe is asked for the charge."""
        return f"deposit-charge-{self.id}"

    @property
    def page_key(self) -> str:
        """As which its page is asked for at Stripe."""
        return f"deposit-page-{self.id}"


class DepositPayment(Base):
    """One payment that went through at Stripe. The first one stands, any other goes back."""

    __tablename__ = "deposit_payments"

    id: Mapped[Id]
    deposit_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    payment_id: Mapped[str] = mapped_column(unique=True)
    "at Stripe"
    amount_minor: Mapped[Minor]
    label: Mapped[str] = mapped_column(server_default="")
    "how it was paid, for people"
    stands: Mapped[bool]
    paid_at: Mapped[Instant]

    __table_args__ = (
        of_deposit(),
        sa.UniqueConstraint("id", "deposit_id"),
        sa.Index(
            "uq_deposit_payments_stands",
            "deposit_id",
            unique=True,
            postgresql_where=sa.text("stands"),
        ),
        sa.CheckConstraint("amount_minor > 0", name="amount"),
    )


class DepositReturn(Lives, Base):
    """Money that goes back by the way it came, or by bank transfer when that way is closed.

    A trigger refuses returns of a payment that come to more than it.
    """

    __tablename__ = "deposit_returns"
    life = DEPOSIT_RETURN
    audit_subject = "deposit_return"

    id: Mapped[Id]
    deposit_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    of_payment_id: Mapped[UUID]
    reason: Mapped[str]
    amount_minor: Mapped[Minor]
    state: Mapped[ReturnState] = mapped_column(choice(ReturnState, "state"))
    asked_at: Mapped[Instant]
    due_at: Mapped[Instant]
    refund_id: Mapped[str | None] = mapped_column(unique=True)
    "at Stripe"
    refusals: Mapped[int] = mapped_column(server_default="0")
    "how often Stripe said no; part of the idempotency key, for a refusal did nothing"
    fault: Mapped[str] = mapped_column(server_default="")
    seen_at: Mapped[datetime | None]
    "when it was last asked for or read at Stripe"
    done_at: Mapped[datetime | None]
    interest_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "reckoned when it was done"
    interest_reference: Mapped[str | None]
    "of the bank transfer that paid the interest"
    interest_paid_at: Mapped[datetime | None]
    bank_reference: Mapped[str | None]
    "of the bank transfer that stands for the refund"

    payment: Mapped[DepositPayment] = relationship(viewonly=True)

    __table_args__ = (
        of_deposit(),
        sa.ForeignKeyConstraint(
            ["of_payment_id", "deposit_id"],
            ["deposit_payments.id", "deposit_payments.deposit_id"],
        ),
        # The same reason gives a payment back once; whoever acts at Stripe or a bank gives none.
        sa.Index(
            "uq_deposit_returns_reason",
            "of_payment_id",
            "reason",
            unique=True,
            postgresql_where=sa.text(
                "state <> 'withdrawn' AND reason NOT IN ('at_stripe', 'charged_back')"
            ),
        ),
        sa.Index(
            "ix_deposit_returns_due",
            "due_at",
            postgresql_where=sa.text("state NOT IN ('done', 'settled', 'taken', 'withdrawn')"),
        ),
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.CheckConstraint(
            "(state IN ('done', 'settled', 'taken')) <= (done_at IS NOT NULL)", name="done"
        ),
        sa.CheckConstraint("(state = 'settled') = (bank_reference IS NOT NULL)", name="settled"),
        sa.CheckConstraint(
            "(interest_reference IS NULL) = (interest_paid_at IS NULL)", name="interest_paid"
        ),
    )

    @property
    def refund_key(self) -> str:
        """As which it is asked of Stripe next: another key after each refusal."""
        return f"{self._asked_as}{self.refusals}"

    def was_asked_as(self, key: str) -> bool:
        """Whether a refund of that key carries this return out."""
        return key.startswith(self._asked_as)

    @property
    def _asked_as(self) -> str:
        return f"deposit-return-{self.id}-"

    @property
    def is_owed(self) -> bool:
        """Whether it, or the interest on it, has still to go back."""
        interest = bool(self.interest_minor) and self.interest_paid_at is None
        return interest or self.state not in RETURN_OVER

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
