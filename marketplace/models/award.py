"""Awards (成交方案) and the members' acceptance of each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import (
    ACCEPTANCE,
    AWARD,
    AcceptanceState,
    AwardState,
)
from marketplace.models.audit import Lives
from marketplace.models.group_buy import GroupBuy
from marketplace.models.line import Line
from marketplace.models.organisation import Organisation
from marketplace.models.rfq import Rfq


class Award(Lives, Base):
    """Which carrier wins which line; one award stands per RFQ at a time."""

    __tablename__ = "awards"
    life = AWARD
    audit_subject = "award"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID]
    rfq_id: Mapped[UUID]
    solve_id: Mapped[UUID]
    state: Mapped[AwardState] = mapped_column(choice(AwardState, "state"))
    round: Mapped[int] = mapped_column(server_default="1")
    "1, or 2 for the one re-award after a shortfall"
    previous_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("awards.id"))
    "the award that this one supersedes"
    scenario: Mapped[str]
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    reason: Mapped[str] = mapped_column(server_default="")
    objective_minor: Mapped[Minor]
    cheapest_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "objective of the cheapest scenario when this one was picked"
    lower_bound_minor: Mapped[Minor]
    proven: Mapped[bool]
    "the cheapest: bound equals objective"
    awarded_at: Mapped[Instant]
    awarded_by: Mapped[UUID | None]
    acceptance_opens_at: Mapped[Instant]
    "end of the standstill (公示期)"
    acceptance_due_at: Mapped[Instant]
    clock_stopped_at: Mapped[datetime | None]
    "a complaint stopped the standstill; both windows move when it is answered"
    clock_resumed_at: Mapped[datetime | None]
    "when it ran on last; that day is none of the standstill's"
    superseded_at: Mapped[datetime | None]
    superseded_reason: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    "when the acceptance window was closed and contracts were drawn"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(Award.group_buy_id) == GroupBuy.id", viewonly=True
    )
    rfq: Mapped[Rfq] = relationship(overlaps="group_buy")
    lines: Mapped[list[AwardLine]] = relationship(back_populates="award")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.ForeignKeyConstraint(["solve_id", "rfq_id"], ["solves.id", "solves.rfq_id"]),
        sa.UniqueConstraint("id", "group_buy_id"),
        # One standing award per RFQ; earlier ones stay on record as superseded.
        sa.Index(
            "uq_awards_standing",
            "rfq_id",
            unique=True,
            postgresql_where=sa.text("state = 'standing'"),
        ),
        sa.CheckConstraint(
            "awarded_at <= acceptance_opens_at AND acceptance_opens_at < acceptance_due_at",
            name="windows",
        ),
        sa.CheckConstraint("lower_bound_minor <= objective_minor", name="bound"),
        sa.CheckConstraint("round IN (1, 2)", name="round"),
        sa.CheckConstraint(
            "(state = 'superseded') = (superseded_at IS NOT NULL)", name="superseded_has_time"
        ),
        sa.Index(
            "ix_awards_due",
            "acceptance_due_at",
            postgresql_where=sa.text("state = 'standing' AND settled_at IS NULL"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def is_cheapest(self) -> bool:
        """Proven, and no dearer than the cheapest scenario when it was picked."""
        cheapest = self.cheapest_minor
        return self.proven and (cheapest is None or self.objective_minor <= cheapest)


class AwardLine(Lives, Base):
    """One line of an award, and what its member says to it. Prices in fen, tax-exclusive.

    The columns up to `monthly_minor` are the award's and never change; `taken_*` is another
    bidder's quote that the member took instead (自主选择).
    """

    __tablename__ = "award_lines"
    life = ACCEPTANCE
    state_name = "acceptance"
    audit_subject = "award_line"

    award_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(sa.Uuid, unique=True, default=uuid4)
    group_buy_id: Mapped[UUID]
    carrier_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"))
    "null: left out by the award"
    list_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "the carrier's price before its ladder"
    discount_bps: Mapped[int | None]
    price_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    ceiling_minor: Mapped[Minor]
    one_off_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    first_month_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    monthly_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    acceptance: Mapped[AcceptanceState] = mapped_column(choice(AcceptanceState, "acceptance"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decline_reason: Mapped[str | None]
    held: Mapped[bool] = mapped_column(server_default=sa.false())
    "carried over by a re-award from a carrier that held: neither carrier nor answer changes"
    taken_carrier_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"))
    taken_list_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    taken_discount_bps: Mapped[int | None]
    taken_price_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    taken_one_off_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    taken_first_month_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    taken_monthly_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    consented_at: Mapped[datetime | None]
    "express consent to a price above the ceiling"
    place_of_line_id: Mapped[UUID | None]
    "from the waiting list: the declined line of this award whose place it took"

    award: Mapped[Award] = relationship(back_populates="lines")
    line: Mapped[Line] = relationship(overlaps="award,lines")
    carrier: Mapped[Organisation | None] = relationship(foreign_keys=carrier_id)
    taken_carrier: Mapped[Organisation | None] = relationship(foreign_keys=taken_carrier_id)

    __table_args__ = (
        # A declined line's place is taken once.
        sa.UniqueConstraint("award_id", "place_of_line_id"),
        sa.ForeignKeyConstraint(
            ["award_id", "place_of_line_id"],
            ["award_lines.award_id", "award_lines.line_id"],
            # A re-award brings both rows in one statement, in any order.
            deferrable=True,
            initially="DEFERRED",
        ),
        # An award's lines belong to its own group buy.
        sa.ForeignKeyConstraint(["award_id", "group_buy_id"], ["awards.id", "awards.group_buy_id"]),
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.CheckConstraint("price_minor <= ceiling_minor", name="under_ceiling"),
        sa.CheckConstraint(
            "(carrier_id IS NULL) = (price_minor IS NULL) "
            "AND (acceptance = 'unserved') <= (carrier_id IS NULL) "
            "AND (acceptance IN ('pending', 'accepted', 'lapsed')) <= (carrier_id IS NOT NULL)",
            name="served",
        ),
        sa.CheckConstraint(
            "(taken_carrier_id IS NULL) = (taken_price_minor IS NULL) "
            "AND (acceptance = 'chosen') <= (taken_carrier_id IS NOT NULL) "
            "AND (acceptance IN ('pending', 'accepted', 'declined', 'lapsed', 'unserved')) "
            "<= (taken_carrier_id IS NULL)",
            name="taken",
        ),
        sa.CheckConstraint("taken_carrier_id <> carrier_id", name="taken_from_another"),
        sa.CheckConstraint(
            "taken_price_minor <= ceiling_minor OR consented_at IS NOT NULL",
            name="above_ceiling_by_consent",
        ),
        sa.CheckConstraint(
            "(acceptance IN ('accepted', 'declined', 'chosen')) <= (decided_at IS NOT NULL)",
            name="decided",
        ),
        amount_check("price_minor", "ceiling_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def agreed_carrier_id(self) -> UUID | None:
        """The carrier of the line: the one the member took, else the award's."""
        return self.taken_carrier_id or self.carrier_id

    @property
    def agreed_price_minor(self) -> int | None:
        return self.price_minor if self.taken_carrier_id is None else self.taken_price_minor

    @classmethod
    def agreed_minor(cls) -> sa.ColumnElement[int | None]:
        """SQL: `agreed_price_minor`."""
        return sa.case(
            (cls.taken_carrier_id.is_(None), cls.price_minor), else_=cls.taken_price_minor
        )

    @property
    def agreed_one_off_minor(self) -> int | None:
        return self.one_off_minor if self.taken_carrier_id is None else self.taken_one_off_minor

    @property
    def agreed_first_month_minor(self) -> int | None:
        if self.taken_carrier_id is None:
            return self.first_month_minor
        return self.taken_first_month_minor

    @property
    def agreed_monthly_minor(self) -> int | None:
        return self.monthly_minor if self.taken_carrier_id is None else self.taken_monthly_minor
