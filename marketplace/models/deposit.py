"""Deposits (诚意金): what an organiser set for its group buy, and the deposit of each member."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, choice
from marketplace.domain.deposits import RETURN_DAYS, DepositWay
from marketplace.domain.deposits import DepositTerms as Terms
from marketplace.domain.lives import (
    DEPOSIT,
    GONE_BACK,
    LIVE_CLAIMS,
    LIVE_TRIES,
    DepositState,
    ReturnState,
)
from marketplace.domain.payments import AboutKind
from marketplace.models.audit import Lives
from marketplace.models.deposit_claim import DepositClaim
from marketplace.models.deposit_money import DepositPayment, DepositReturn, DepositTry
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation
from marketplace.models.payment_dispute import PaymentDispute, disputes_of


class DepositTerms(Base):
    """What is asked of each member of a group buy; without a row nothing is. Frozen once open."""

    __tablename__ = "deposit_terms"

    group_buy_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("group_buys.id", ondelete="CASCADE"), primary_key=True
    )
    way: Mapped[DepositWay] = mapped_column(choice(DepositWay, "way"))
    fixed_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    rate_bps: Mapped[int | None]
    "share of the member's estimate"
    interest_bps: Mapped[int]
    "simple interest a year; 0: none"
    hold_days: Mapped[int]
    "days after the lock at which it goes back whatever the group buy has come to"
    confirm_days: Mapped[int]
    "working days to pay on a page when the charge at the lock does not go through"
    rule_version: Mapped[str]
    "of the published rule (i18n/deposit_texts)"

    __table_args__ = (
        sa.CheckConstraint("(fixed_minor IS NULL) <> (rate_bps IS NULL)", name="one_amount"),
        sa.CheckConstraint("fixed_minor BETWEEN 1000 AND 99999999", name="fixed"),
        sa.CheckConstraint("rate_bps BETWEEN 1 AND 10000", name="rate"),
        sa.CheckConstraint("interest_bps BETWEEN 0 AND 1000", name="interest"),
        sa.CheckConstraint("hold_days BETWEEN 14 AND 180", name="hold"),
        sa.CheckConstraint("confirm_days BETWEEN 1 AND 10", name="confirm"),
    )

    @property
    def plain(self) -> Terms:
        return Terms(
            self.way,
            self.fixed_minor,
            self.rate_bps,
            self.interest_bps,
            self.hold_days,
            self.confirm_days,
            self.rule_version,
        )


class Deposit(Lives, Base):
    """The deposit of one stay in a group buy; it keeps the terms that it was asked under."""

    __tablename__ = "deposits"
    life = DEPOSIT
    audit_subject = "deposit"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID]
    participation_id: Mapped[UUID] = mapped_column(unique=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    state: Mapped[DepositState] = mapped_column(choice(DepositState, "state"))
    amount_minor: Mapped[Minor]
    "fen; reckoned anew with each change of lines until it is paid, or charged at the lock"
    estimate_minor: Mapped[Minor]
    "the sum of the ceilings that it was reckoned from"
    way: Mapped[DepositWay] = mapped_column(choice(DepositWay, "way"))
    interest_bps: Mapped[int]
    hold_days: Mapped[int]
    confirm_days: Mapped[int]
    rule_version: Mapped[str]
    asked_at: Mapped[Instant]
    customer_id: Mapped[str | None]
    "at Stripe, with the saved way to pay"
    method_id: Mapped[str | None]
    method_label: Mapped[str | None]
    "brand and last four digits, never more"
    confirm_due_at: Mapped[datetime | None]
    "by when the member has to pay on a page after the charge at the lock did not go through"
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
    return_due_at: Mapped[datetime | None]
    "by when it must be back, once the end has come"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(Deposit.group_buy_id) == GroupBuy.id", viewonly=True
    )
    member: Mapped[Organisation] = relationship()
    tries: Mapped[list[DepositTry]] = relationship(order_by=DepositTry.number)
    payments: Mapped[list[DepositPayment]] = relationship(order_by=DepositPayment.paid_at)
    returns: Mapped[list[DepositReturn]] = relationship(order_by=DepositReturn.asked_at)
    claims: Mapped[list[DepositClaim]] = relationship(order_by=DepositClaim.filed_at)
    disputes: Mapped[list[PaymentDispute]] = relationship(
        primaryjoin=lambda: disputes_of(Deposit.id, AboutKind.DEPOSIT),
        order_by=PaymentDispute.opened_at,
        viewonly=True,
        lazy="selectin",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["participation_id", "group_buy_id"],
            ["participations.id", "participations.group_buy_id"],
        ),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.Index("ix_deposits_group_buy_id_state", "group_buy_id", "state"),
        sa.Index(
            "ix_deposits_open",
            "group_buy_id",
            postgresql_where=sa.text(
                "state IN ('due', 'saved', 'charging', 'confirming', 'held', 'claimed')"
            ),
        ),
        # The cap (BID-11), whatever a service reckons.
        sa.CheckConstraint("amount_minor * 50 <= estimate_minor", name="cap"),
        sa.CheckConstraint("amount_minor BETWEEN 1000 AND 99999999", name="amount"),
        sa.CheckConstraint(
            "(state IN ('saved', 'charging')) <= (method_id IS NOT NULL)", name="saved_method"
        ),
        sa.CheckConstraint(
            "(state = 'confirming') <= (confirm_due_at IS NOT NULL)", name="confirming_has_end"
        ),
        sa.CheckConstraint(
            "(state IN ('returning', 'returned')) <= (return_due_at IS NOT NULL)",
            name="returning_has_end",
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def standing(self) -> DepositPayment | None:
        """The payment that counts; any other one goes back."""
        return next((one for one in self.payments if one.stands), None)

    def is_disputed(self, of_payment_id: UUID) -> bool:
        """Whether a card holder's bank has that payment now: nothing of it is given back then."""
        held = {one.payment_id for one in self.disputes if one.holds}
        return any(one.id == of_payment_id and one.payment_id in held for one in self.payments)

    @property
    def live_try(self) -> DepositTry | None:
        return next((one for one in self.tries if one.state in LIVE_TRIES), None)

    @property
    def is_charged(self) -> bool:
        """Whether the saved way to pay is to be charged still; not when the end has come first."""
        return self.state == DepositState.CHARGING and self.ended_at is None

    @property
    def live_claims(self) -> list[DepositClaim]:
        return [one for one in self.claims if one.state in LIVE_CLAIMS]

    @property
    def kept_minor(self) -> int:
        """Kept for carriers, paid on to them or still to be."""
        return sum(one.kept_minor or 0 for one in self.claims)

    @property
    def left_minor(self) -> int:
        """Of the payment that counts, what nothing was asked back of or kept of."""
        if self.standing is None:
            return 0
        mine = [one for one in self.returns if one.of_payment_id == self.standing.id]
        back = (one.amount_minor for one in mine if one.state != ReturnState.WITHDRAWN)
        return self.standing.amount_minor - sum(back) - self.kept_minor

    @property
    def claimed_minor(self) -> int:
        """Of that, what waits for decisions: all that is claimed, as far as it is there."""
        return min(self.left_minor, sum(one.reserved_minor for one in self.live_claims))

    @property
    def free_minor(self) -> int:
        """Of that, what nobody claims."""
        return self.left_minor - self.claimed_minor

    def went_back(self, reason: str) -> bool:
        """Whether something was asked back for that reason."""
        return any(one.reason == reason for one in self.returns)

    def most_minor(self, claim: DepositClaim) -> int:
        """What can be kept for the claim at the most now."""
        most = claim.cost_minor if claim.decided_minor is None else claim.decided_minor
        return min(most, claim.reserved_minor, self.left_minor)

    @property
    def back_at_latest(self) -> datetime:
        """By when it is back whatever the group buy comes to; an end may come long before."""
        since = self.group_buy.locked_at or self.group_buy.locks_at
        return since + timedelta(days=self.hold_days + RETURN_DAYS)

    @property
    def back_minor(self) -> int:
        """What has gone back in all."""
        return sum(one.amount_minor for one in self.returns if one.state in GONE_BACK)
