"""The ledger of the platform's own money: double entry, append-only, numbered without gaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import MAX_MINOR, Base, Id, Instant, Minor, choice
from marketplace.domain.ledger import CHART, CURRENCIES, OF_ORGANISATIONS, AccountPurpose, Chart
from marketplace.domain.ledger_entries import CauseKind, EntryPurpose
from marketplace.models.organisation import Organisation


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


class LedgerHead(Base):
    """The number and time of the newest entry. Who posts holds its lock until it commits."""

    __tablename__ = "ledger_head"

    one: Mapped[bool] = mapped_column(primary_key=True, server_default=sa.true())
    number: Mapped[int] = mapped_column(sa.BigInteger)
    at: Mapped[datetime | None]

    __table_args__ = (sa.CheckConstraint("one", name="one"),)


class LedgerAccount(Base):
    """One account of the chart: of an organisation or the platform's own, in one currency."""

    __tablename__ = "ledger_accounts"

    id: Mapped[Id]
    purpose: Mapped[AccountPurpose] = mapped_column(choice(AccountPurpose, "purpose"))
    organisation_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("organisations.id"), index=True
    )
    currency: Mapped[str]

    organisation: Mapped[Organisation | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint(
            "purpose", "organisation_id", "currency", postgresql_nulls_not_distinct=True
        ),
        sa.CheckConstraint(
            f"(purpose IN ({_listed(OF_ORGANISATIONS)})) = (organisation_id IS NOT NULL)",
            name="whose",
        ),
        sa.CheckConstraint(f"currency IN ({_listed(CURRENCIES)})", name="currency"),
    )

    @property
    def chart(self) -> Chart:
        return CHART[self.purpose]


class LedgerEntry(Base):
    """One fact of money, with its cause. A trigger gives number and time, in order of commit.

    A deferred trigger lets it commit only if its postings come to zero in each currency and are
    as many as `legs` says: none can be added later.
    """

    __tablename__ = "ledger_entries"

    number: Mapped[int] = mapped_column(
        sa.BigInteger, primary_key=True, autoincrement=False, server_default=sa.text("0")
    )
    at: Mapped[Instant]
    "when it was booked; never before the entry of the number below"
    cause_kind: Mapped[CauseKind] = mapped_column(choice(CauseKind, "cause_kind"))
    cause_id: Mapped[UUID]
    purpose: Mapped[EntryPurpose] = mapped_column(choice(EntryPurpose, "purpose"))
    legs: Mapped[int] = mapped_column(sa.SmallInteger)

    postings: Mapped[list[LedgerPosting]] = relationship(
        viewonly=True, order_by="LedgerPosting.amount_minor.desc()"
    )

    __table_args__ = (
        # Each cause is booked once: a webhook or a job that comes again books nothing.
        sa.UniqueConstraint("cause_kind", "cause_id", "purpose"),
        sa.CheckConstraint("legs >= 2", name="double"),
        sa.Index("ix_ledger_entries_at", "at", "number"),
    )


class LedgerPosting(Base):
    """What an entry moves on one account: a debit above zero, a credit below."""

    __tablename__ = "ledger_postings"

    entry_number: Mapped[int] = mapped_column(
        sa.ForeignKey("ledger_entries.number"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_accounts.id"), primary_key=True)
    amount_minor: Mapped[Minor]

    entry: Mapped[LedgerEntry] = relationship(viewonly=True)
    account: Mapped[LedgerAccount] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            f"amount_minor <> 0 AND amount_minor BETWEEN -{MAX_MINOR} AND {MAX_MINOR}",
            name="amount",
        ),
        sa.Index("ix_ledger_postings_account_id", "account_id", "entry_number"),
    )

    @property
    def debit_minor(self) -> int:
        return max(self.amount_minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.amount_minor, 0)


class LedgerSnapshot(Base):
    """That the sums of every account are kept as of this entry: the newest of its time."""

    __tablename__ = "ledger_snapshots"

    as_of: Mapped[int] = mapped_column(sa.ForeignKey("ledger_entries.number"), primary_key=True)
    taken_at: Mapped[Instant]


class LedgerBalance(Base):
    """All debits and all credits of one account up to a snapshot; its balance is the difference."""

    __tablename__ = "ledger_balances"

    as_of: Mapped[int] = mapped_column(sa.ForeignKey("ledger_snapshots.as_of"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_accounts.id"), primary_key=True)
    debit_minor: Mapped[Minor]
    credit_minor: Mapped[Minor]

    __table_args__ = (sa.CheckConstraint("debit_minor >= 0 AND credit_minor >= 0", name="sums"),)
