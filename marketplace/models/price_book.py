"""Carriers' price books (价目表): rate rows and ladders."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import PRICE_BOOK, PriceBookState
from marketplace.domain.products import Product, Protection
from marketplace.models.audit import Lives
from marketplace.models.catalogue import Corridor
from marketplace.models.organisation import Organisation

ROW_KEY = ("corridor_id", "product", "term_months", "protection", "mbps")
"What a row prices: a price book has one row for each"


class PriceBook(Lives, Base):
    """List prices of one carrier, valid from day to day once published. Tax-exclusive CNY."""

    __tablename__ = "price_books"
    life = PRICE_BOOK
    audit_subject = "price_book"

    id: Mapped[Id]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    name: Mapped[str]
    state: Mapped[PriceBookState] = mapped_column(choice(PriceBookState, "state"))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    "last day"
    illustrative: Mapped[bool] = mapped_column(server_default=sa.false())
    "示例价: not an offer of the carrier"
    created_at: Mapped[Instant]
    version: Mapped[int] = mapped_column()

    carrier: Mapped[Organisation] = relationship()
    rows: Mapped[list[PriceBookRow]] = relationship(
        back_populates="book", cascade="all, delete-orphan", passive_deletes=True
    )
    ladders: Mapped[list[PriceBookLadder]] = relationship(
        back_populates="book",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="PriceBookLadder.code",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("carrier_id", "name"),
        sa.CheckConstraint("valid_from <= valid_to", name="validity"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.carrier_id)


class PriceBookRow(Base):
    """What one bandwidth costs on one corridor, product, term and protection."""

    __tablename__ = "price_book_rows"

    id: Mapped[Id]
    book_id: Mapped[UUID] = mapped_column(sa.ForeignKey("price_books.id", ondelete="CASCADE"))
    corridor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("corridors.id"))
    product: Mapped[Product] = mapped_column(choice(Product, "product"))
    term_months: Mapped[int]
    protection: Mapped[Protection] = mapped_column(choice(Protection, "protection"))
    mbps: Mapped[int]
    one_off_minor: Mapped[Minor]
    monthly_minor: Mapped[Minor]
    rtt_us: Mapped[int]
    "promised round trip, microseconds; not below the corridor's floor"
    availability_bps: Mapped[int]
    delivery_days: Mapped[int]

    book: Mapped[PriceBook] = relationship(back_populates="rows")
    corridor: Mapped[Corridor] = relationship()

    __table_args__ = (
        sa.UniqueConstraint(
            "book_id",
            *ROW_KEY,
            name="uq_price_book_rows_key",
        ),
        sa.Index("ix_price_book_rows_corridor_id", "corridor_id"),
        sa.CheckConstraint("mbps BETWEEN 1 AND 400000", name="mbps"),
        sa.CheckConstraint("term_months IN (12, 24, 36)", name="term"),
        sa.CheckConstraint("availability_bps BETWEEN 1 AND 10000", name="availability"),
        sa.CheckConstraint("delivery_days BETWEEN 1 AND 730", name="delivery"),
        amount_check("one_off_minor", "monthly_minor"),
    )


class PriceBookLadder(Base):
    """A volume discount ladder (阶梯折扣) of a price book."""

    __tablename__ = "price_book_ladders"

    id: Mapped[Id]
    book_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("price_books.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    ladder: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "{measure, style, tiers: [{from, discount_bps}]}, checked by pricing.tiers"

    book: Mapped[PriceBook] = relationship(back_populates="ladders")

    __table_args__ = (sa.UniqueConstraint("book_id", "code"),)
