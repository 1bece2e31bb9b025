"""A member's participation in a group buy, and the lines that it wants."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import MAX_MINOR, Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import LineState, ParticipationState
from marketplace.domain.products import Interface, Product, Protection, Relation
from marketplace.models.catalogue import Corridor
from marketplace.models.group_buy import GroupBuy
from marketplace.models.line_use import LineUse
from marketplace.models.organisation import Organisation


class Participation(Base):
    """A member's stay in a group buy, from joining to leaving; it may join again."""

    __tablename__ = "participations"
    audit_subject = "participation"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    state: Mapped[ParticipationState] = mapped_column(choice(ParticipationState, "state"))
    joined_at: Mapped[Instant]
    joined_by: Mapped[UUID]
    left_at: Mapped[datetime | None]
    rules_asked_at: Mapped[datetime | None]
    "when the rules were last asked about all its lines; null: not since it joined"
    version: Mapped[int] = mapped_column(server_default="1")

    group_buy: Mapped[GroupBuy] = relationship()
    member: Mapped[Organisation] = relationship()
    lines: Mapped[list[Line]] = relationship(
        back_populates="participation", order_by="Line.number", overlaps="lines"
    )

    __table_args__ = (
        sa.UniqueConstraint("id", "group_buy_id"),
        # A company is in a group buy once at a time.
        sa.Index(
            "uq_participations_joined",
            "group_buy_id",
            "member_id",
            unique=True,
            postgresql_where=sa.text("state = 'joined'"),
        ),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_has_time"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class Line(Base):
    """One line (专线需求) that a member wants. Prices: tax-exclusive fen for the whole term."""

    __tablename__ = "lines"
    audit_subject = "line"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID]
    participation_id: Mapped[UUID]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    number: Mapped[int]
    "from 1 within the participation"
    label: Mapped[str] = mapped_column(server_default="")
    "the member's own name for it"
    state: Mapped[LineState] = mapped_column(choice(LineState, "state"))
    corridor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("corridors.id"))
    product: Mapped[Product] = mapped_column(choice(Product, "product"))
    mbps: Mapped[int]
    term_months: Mapped[int]
    protection: Mapped[Protection] = mapped_column(choice(Protection, "protection"))
    interface: Mapped[Interface] = mapped_column(choice(Interface, "interface"))
    availability_bps: Mapped[int]
    rtt_limit_us: Mapped[int | None]
    mttr_hours: Mapped[int | None]
    wanted_on: Mapped[date]
    a_address: Mapped[str]
    "building and room in the park, as the member reads it"
    a_building: Mapped[str] = mapped_column(server_default="")
    "all that carriers see of it before the award"
    a_room: Mapped[str] = mapped_column(server_default="")
    diverse_from_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("lines.id"))
    "two carriers: the other line of the pair, which must have another carrier (second line only)"
    z_city: Mapped[str]
    z_address: Mapped[str]
    z_occupant: Mapped[str]
    z_relation: Mapped[Relation] = mapped_column(choice(Relation, "z_relation"))
    own_limit_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "the member's own limit; the only limit that enters group/1 as ceiling_minor"
    list_minor: Mapped[Minor]
    shown_minor: Mapped[Minor]
    "the price shown at joining or at the last change, own lines counted"
    need_tier: Mapped[int]
    "domain.pooling.needed_tier"
    need_volume: Mapped[int | None] = mapped_column(sa.BigInteger)
    "graduated ladder: domain.pooling.needed_volume; null: content at any volume"
    present_monthly_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "what the member pays today, if it names its present contract"
    present_exit_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    present_ends_on: Mapped[date | None]
    present_documented_at: Mapped[datetime | None]
    "when the document below was put on record for this line, whenever it was uploaded"
    present_evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "the present contract or invoice: without it the saving against it is not documented"
    locked_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "the live price at the lock"
    released_reason: Mapped[str | None]

    participation: Mapped[Participation] = relationship(back_populates="lines")
    corridor: Mapped[Corridor] = relationship()
    member: Mapped[Organisation] = relationship()
    use: Mapped[LineUse | None] = relationship()
    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(Line.group_buy_id) == GroupBuy.id", viewonly=True
    )

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["participation_id", "group_buy_id"],
            ["participations.id", "participations.group_buy_id"],
        ),
        # Award and RFQ lines refer to a line together with its group buy.
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.UniqueConstraint("participation_id", "number"),
        sa.Index("ix_lines_group_buy_id_state", "group_buy_id", "state"),
        # A graduated pool is settled from the lines with a limit alone.
        sa.Index(
            "ix_lines_need_volume",
            "group_buy_id",
            "need_volume",
            postgresql_where=sa.text("need_volume IS NOT NULL AND state = 'pooled'"),
        ),
        # A line is the second of at most one pair, and never of itself.
        sa.Index("uq_lines_diverse_from_id", "diverse_from_id", unique=True),
        sa.CheckConstraint("diverse_from_id <> id", name="diverse_from_another"),
        sa.CheckConstraint("mbps BETWEEN 1 AND 400000", name="mbps"),
        sa.CheckConstraint("term_months IN (12, 24, 36)", name="term"),
        sa.CheckConstraint("availability_bps BETWEEN 9000 AND 9999", name="availability"),
        sa.CheckConstraint("shown_minor <= list_minor", name="never_above_list"),
        amount_check("list_minor", "shown_minor"),
        sa.CheckConstraint(f"own_limit_minor BETWEEN 1 AND {MAX_MINOR}", name="own_limit"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def ceiling_minor(self) -> int:
        """The least of own limit, price shown at joining, and live price at the lock."""
        limits = (self.own_limit_minor, self.shown_minor, self.locked_minor)
        return min(limit for limit in limits if limit is not None)

    @property
    def outside_option_minor(self) -> int:
        """What the member pays outside the group: the lower of list and present contract."""
        if self.present_monthly_minor is None:
            return self.list_minor
        present = self.present_monthly_minor * self.term_months + (self.present_exit_minor or 0)
        return min(self.list_minor, present)
