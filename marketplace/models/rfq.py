"""The RFQ (询比): lots, sealed quotes, and the quotes as they were opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import RFQ, RfqProfile, RfqState
from marketplace.domain.products import Product
from marketplace.models.audit import Lives
from marketplace.models.catalogue import Corridor
from marketplace.models.group_buy import GroupBuy
from marketplace.models.line import Line
from marketplace.models.organisation import Organisation


class Rfq(Lives, Base):
    """A request to the licensed carriers for sealed quotes on the locked demand."""

    __tablename__ = "rfqs"
    life = RFQ
    audit_subject = "rfq"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"))
    number: Mapped[int]
    "from 1 within the group buy; a re-run is the next"
    state: Mapped[RfqState] = mapped_column(choice(RfqState, "state"))
    profile: Mapped[RfqProfile] = mapped_column(
        choice(RfqProfile, "profile"), server_default="simple"
    )
    rerun_of_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("rfqs.id"))
    "the RFQ that this one replaces"
    rerun_reason: Mapped[str | None]
    notes: Mapped[str] = mapped_column(server_default="")
    "the organiser's conditions, for every invited carrier"
    issued_at: Mapped[Instant]
    questions_due_at: Mapped[datetime | None]
    "no question counts from then on; null: the due time of the quotes"
    quotes_due_at: Mapped[Instant]
    opened_at: Mapped[datetime | None]
    min_quotes: Mapped[int]
    quotes_received: Mapped[int | None]
    "counted at the opening, never before"
    failed_reason: Mapped[str | None]
    allowed_at: Mapped[datetime | None]
    "when a reviewer allowed the opening of too few quotes (a negotiated purchase)"
    allowed_by: Mapped[UUID | None]
    allowed_reason: Mapped[str | None]
    public_key: Mapped[bytes]
    "X25519; quotes are sealed to it"
    private_key_sealed: Mapped[bytes]
    "encrypted under the platform's sealing key; given out only once due (security.sealing)"
    seal_bytes: Mapped[int]
    "every sealed quote of this RFQ has this size, an empty one too"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship()
    lots: Mapped[list[Lot]] = relationship(back_populates="rfq", order_by="Lot.code")
    lines: Mapped[list[RfqLine]] = relationship(back_populates="rfq", order_by="RfqLine.reference")
    sealed_quotes: Mapped[list[SealedQuote]] = relationship(back_populates="rfq")
    quotes: Mapped[list[Quote]] = relationship(back_populates="rfq")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("group_buy_id", "number"),
        sa.UniqueConstraint("id", "group_buy_id"),
        # One RFQ of a group buy is alive at a time.
        sa.Index(
            "uq_rfqs_alive",
            "group_buy_id",
            unique=True,
            postgresql_where=sa.text("state IN ('quoting', 'short', 'opened')"),
        ),
        sa.CheckConstraint("issued_at < quotes_due_at", name="window"),
        sa.CheckConstraint("min_quotes >= 1", name="min_quotes"),
        sa.CheckConstraint(
            "(state = 'quoting') <= (opened_at IS NULL AND quotes_received IS NULL)",
            name="nothing_counted_before_opening",
        ),
        sa.CheckConstraint("opened_at IS NULL OR opened_at >= quotes_due_at", name="not_too_early"),
        sa.Index("ix_rfqs_due", "quotes_due_at", postgresql_where=sa.text("state = 'quoting'")),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class Lot(Base):
    """A purchase lot (采购包): one corridor x product."""

    __tablename__ = "lots"

    id: Mapped[Id]
    rfq_id: Mapped[UUID] = mapped_column(sa.ForeignKey("rfqs.id"))
    code: Mapped[str]
    "such as SHA-HKG/IPLC"
    corridor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("corridors.id"))
    product: Mapped[Product] = mapped_column(choice(Product, "product"))

    rfq: Mapped[Rfq] = relationship(back_populates="lots")
    corridor: Mapped[Corridor] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("rfq_id", "code"),
        sa.UniqueConstraint("id", "rfq_id"),
    )


class RfqLine(Base):
    """A locked line in an RFQ, under a reference that names no company."""

    __tablename__ = "rfq_lines"

    rfq_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_buy_id: Mapped[UUID]
    lot_id: Mapped[UUID]
    reference: Mapped[str]
    "L0001, in an order that says nothing of the members"
    ceiling_minor: Mapped[Minor]
    "frozen at the lock; never shown to carriers"
    outside_option_minor: Mapped[Minor]

    rfq: Mapped[Rfq] = relationship(back_populates="lines", overlaps="lot")
    line: Mapped[Line] = relationship(overlaps="lines,rfq")
    lot: Mapped[Lot] = relationship(overlaps="lines,rfq,line")

    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.ForeignKeyConstraint(["lot_id", "rfq_id"], ["lots.id", "lots.rfq_id"]),
        sa.UniqueConstraint("rfq_id", "reference"),
        amount_check("ceiling_minor", "outside_option_minor"),
    )


class SealedQuote(Base):
    """An invited carrier's envelope: one row of equal size from the issue on, filled or not."""

    __tablename__ = "sealed_quotes"
    audit_subject = "sealed_quote"

    id: Mapped[Id]
    rfq_id: Mapped[UUID] = mapped_column(sa.ForeignKey("rfqs.id"))
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    envelope: Mapped[bytes]
    presence: Mapped[bytes] = mapped_column(server_default="")
    "a small envelope that says only whether the large one holds a quote: counted when due"

    rfq: Mapped[Rfq] = relationship(back_populates="sealed_quotes")
    carrier: Mapped[Organisation] = relationship()

    # One quote per carrier and RFQ.
    __table_args__ = (sa.UniqueConstraint("rfq_id", "carrier_id"),)

    @property
    def audit_chain(self) -> str:
        return str(self.carrier_id)


class QuoteDraft(Base):
    """An invited carrier's working paper on its quote: of equal size, written in or not."""

    __tablename__ = "quote_drafts"

    rfq_id: Mapped[UUID] = mapped_column(primary_key=True)
    carrier_id: Mapped[UUID] = mapped_column(primary_key=True)
    paper: Mapped[bytes]
    "encrypted: what was typed so far, and the receipt of what is sealed; its carrier alone reads"

    # Who is not invited has no draft.
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["rfq_id", "carrier_id"], ["sealed_quotes.rfq_id", "sealed_quotes.carrier_id"]
        ),
    )


class Quote(Base):
    """A carrier's quote (报价) as opened: its terms and its price on every line it prices."""

    __tablename__ = "quotes"

    id: Mapped[Id]
    rfq_id: Mapped[UUID] = mapped_column(sa.ForeignKey("rfqs.id"))
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    envelope_sha256: Mapped[str]
    "of the sealed envelope; equals the carrier's receipt"
    sealed_at: Mapped[Instant]
    valid_until: Mapped[date]
    usable: Mapped[bool]
    unusable_reason: Mapped[str | None]
    total_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "published total: the price if this carrier won every line it prices"
    priced_lines: Mapped[int]
    firm_down_to_bps: Mapped[int] = mapped_column(server_default="0")
    "awarded prices hold while accepted Mbps * 10000 >= this * awarded Mbps; 0: always"
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "the document the carrier sealed: rate rows, line prices, ladders, bundles, limits, validity"

    rfq: Mapped[Rfq] = relationship(back_populates="quotes")
    carrier: Mapped[Organisation] = relationship()
    prices: Mapped[list[QuotePrice]] = relationship(back_populates="quote")

    __table_args__ = (
        sa.UniqueConstraint("rfq_id", "carrier_id"),
        sa.UniqueConstraint("id", "rfq_id"),
        sa.CheckConstraint("firm_down_to_bps BETWEEN 0 AND 10000", name="firm_down_to"),
    )


class QuotePrice(Base):
    """What one quote asks for one line, before any ladder."""

    __tablename__ = "quote_prices"

    quote_id: Mapped[UUID] = mapped_column(primary_key=True)
    rfq_id: Mapped[UUID]
    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    row_mbps: Mapped[int]
    "bandwidth of the rate row that the line took"
    one_off_minor: Mapped[Minor]
    monthly_minor: Mapped[Minor]
    price_minor: Mapped[Minor]
    "one-off + monthly x months"
    rtt_us: Mapped[int]
    availability_bps: Mapped[int]
    delivery_days: Mapped[int]

    quote: Mapped[Quote] = relationship(back_populates="prices")

    __table_args__ = (
        sa.ForeignKeyConstraint(["quote_id", "rfq_id"], ["quotes.id", "quotes.rfq_id"]),
        sa.ForeignKeyConstraint(["rfq_id", "line_id"], ["rfq_lines.rfq_id", "rfq_lines.line_id"]),
        amount_check("one_off_minor", "monthly_minor", "price_minor"),
    )
