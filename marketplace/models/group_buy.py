"""A group buy (团购) with its pool, and its frozen reference prices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import GROUP_BUY, GroupBuyState
from marketplace.domain.pooling import Pool
from marketplace.domain.products import Product, Protection
from marketplace.models.audit import Lives
from marketplace.models.organisation import Organisation


def pool_of(row: Any) -> Pool:
    """The pool of a group buy, or of a row with the same columns."""
    settled = None
    if row.settled_volume is not None:
        settled = (row.settled_volume, row.settled_list_minor)
    return Pool(
        row.pooled_members,
        row.pooled_lines,
        row.pooled_mbps,
        tuple(row.volume_by_need),
        tuple(row.list_by_need),
        settled,
    )


class GroupBuy(Lives, Base):
    """One group buy. The pool's sums stand in its own row, so that a join is one statement."""

    __tablename__ = "group_buys"
    life = GROUP_BUY
    audit_subject = "group_buy"

    id: Mapped[Id]
    organiser_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    "the park (mode park) or the lead enterprise (mode directed)"
    mode: Mapped[str] = mapped_column(server_default="park")
    "park: every confirmed enterprise of the park; directed: those invited, hidden from others"
    invited_ids: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid), server_default="{}")
    "the enterprises that claimed an invitation (mode directed)"
    state: Mapped[GroupBuyState] = mapped_column(choice(GroupBuyState, "state"))
    title_zh: Mapped[str]
    title_en: Mapped[str]
    description_zh: Mapped[str] = mapped_column(server_default="")
    description_en: Mapped[str] = mapped_column(server_default="")
    ladder: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "参考阶梯 {measure, style, tiers}; frozen at opening"
    tier_froms: Mapped[list[int]] = mapped_column(ARRAY(sa.BigInteger))
    "the ladder's bounds, for the guard of the join statement"
    ladder_source: Mapped[str]
    "where the ladder comes from, shown to members; it binds no carrier"
    cap_measure: Mapped[str | None]
    cap_at_most: Mapped[int | None] = mapped_column(sa.BigInteger)
    least_members: Mapped[int | None]
    "thresholds, tested at the lock; null: none"
    least_lines: Mapped[int | None]
    least_mbps: Mapped[int | None] = mapped_column(sa.BigInteger)
    least_spend_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    extension_days: Mapped[int | None]
    "one automatic extension by so many days when a threshold is missed; null: none"
    extended_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[Instant]
    opened_at: Mapped[datetime | None]
    locks_at: Mapped[Instant]
    locked_at: Mapped[datetime | None]
    lock_tier: Mapped[int | None]
    "index of the tier that stood at the lock"
    concluded_at: Mapped[datetime | None]
    fee_table: Mapped[int | None] = mapped_column(sa.ForeignKey("fee_tables.version"))
    "the version in force when it opened: the service fee agreed for its contracts; null: none"
    pooled_members: Mapped[int] = mapped_column(server_default="0")
    pooled_lines: Mapped[int] = mapped_column(server_default="0")
    pooled_mbps: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    volume_by_need: Mapped[list[int]] = mapped_column(ARRAY(sa.BigInteger))
    "volume in the ladder's measure by needed tier (domain.pooling)"
    list_by_need: Mapped[list[int]] = mapped_column(ARRAY(sa.BigInteger))
    "sum of list prices by needed tier, fen"
    settled_volume: Mapped[int | None] = mapped_column(sa.BigInteger)
    "graduated ladder: volume of the largest content group; null for a whole one"
    settled_list_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "and its sum of list prices"
    pool_version: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    "rises with every change of the pool"
    version: Mapped[int] = mapped_column()
    "rises with every change by the organiser or of the state"

    organiser: Mapped[Organisation] = relationship()
    references: Mapped[list[ReferencePrice]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.CheckConstraint("mode IN ('park', 'directed')", name="mode"),
        sa.CheckConstraint("(cap_measure IS NULL) = (cap_at_most IS NULL)", name="cap_whole"),
        sa.CheckConstraint("cap_measure IN ('lines', 'mbps')", name="cap_measure"),
        # The last guard against overselling: whatever a statement does, the cap holds.
        sa.CheckConstraint(
            "cap_at_most IS NULL OR CASE cap_measure WHEN 'lines' THEN pooled_lines "
            "ELSE pooled_mbps END <= cap_at_most",
            name="cap_holds",
        ),
        sa.CheckConstraint(
            "pooled_members >= 0 AND pooled_lines >= 0 AND pooled_mbps >= 0", name="pool_sums"
        ),
        sa.CheckConstraint(
            "cardinality(volume_by_need) = cardinality(tier_froms) + 1 "
            "AND cardinality(list_by_need) = cardinality(tier_froms) + 1",
            name="pool_shape",
        ),
        sa.CheckConstraint(
            "(ladder ->> 'style' = 'graduated') = (settled_volume IS NOT NULL) "
            "AND (settled_volume IS NULL) = (settled_list_minor IS NULL)",
            name="settled_if_graduated",
        ),
        sa.CheckConstraint(
            "state = 'draft' OR opened_at IS NOT NULL OR state = 'cancelled'",
            name="opened_has_time",
        ),
        sa.CheckConstraint("opened_at < locks_at", name="window"),
        # The jobs look for open group buys that are due.
        sa.Index("ix_group_buys_due", "locks_at", postgresql_where=sa.text("state = 'open'")),
        sa.Index("ix_group_buys_state", "state"),
        # A company asks which directed group buys it was invited to.
        sa.Index("ix_group_buys_invited_ids", "invited_ids", postgresql_using="gin"),
        sa.CheckConstraint("mode = 'directed' OR invited_ids = '{}'", name="invited_if_directed"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.id)

    @property
    def pool(self) -> Pool:
        """The sums of what is pooled."""
        return pool_of(self)


POOL_COLUMNS = (
    GroupBuy.pooled_members,
    GroupBuy.pooled_lines,
    GroupBuy.pooled_mbps,
    GroupBuy.volume_by_need,
    GroupBuy.list_by_need,
    GroupBuy.settled_volume,
    GroupBuy.settled_list_minor,
)
"What `pool_of` reads"


class ReferencePrice(Base):
    """List price of one bandwidth step, frozen at opening: the lowest among licensed carriers.

    A line takes the row of its bandwidth, else the next larger one. `price_minor` = one-off +
    monthly x months of the cheapest carrier for that row.
    """

    __tablename__ = "reference_prices"

    group_buy_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("group_buys.id", ondelete="CASCADE"), primary_key=True
    )
    corridor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("corridors.id"), primary_key=True)
    product: Mapped[Product] = mapped_column(choice(Product, "product"), primary_key=True)
    term_months: Mapped[int] = mapped_column(primary_key=True)
    protection: Mapped[Protection] = mapped_column(
        choice(Protection, "protection"), primary_key=True
    )
    mbps: Mapped[int] = mapped_column(primary_key=True)
    price_minor: Mapped[Minor]
    row_id: Mapped[UUID]
    "the price-book row it was taken from"

    __table_args__ = (amount_check("price_minor"),)
