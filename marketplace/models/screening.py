"""Screens at the opening: where quotes came from, what was found, hearings, and decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.screens import Effect, Kind, Outcome
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation
from marketplace.models.rfq import Rfq


class QuoteOrigin(Base):
    """From where an opened quote came and who made it; it lay in the envelope until then.

    For reviewers and observers only.
    """

    __tablename__ = "quote_origins"

    quote_id: Mapped[UUID] = mapped_column(primary_key=True)
    rfq_id: Mapped[UUID]
    sealed_by: Mapped[UUID | None]
    "the user; null in envelopes of before"
    address: Mapped[str] = mapped_column(server_default="")
    "network address as the server saw it, behind the trusted proxies"
    agent: Mapped[str] = mapped_column(server_default="")
    preparation: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    "contact, preparer, team, account and files, as domain.screens.Preparation names them"

    __table_args__ = (
        sa.ForeignKeyConstraint(["quote_id", "rfq_id"], ["quotes.id", "quotes.rfq_id"]),
    )


class ScreenRun(Base):
    """The one screening of an opened RFQ: what it was made with. Append-only."""

    __tablename__ = "screen_runs"
    audit_subject = "screen_run"

    id: Mapped[Id]
    # Screened once, however often its job runs.
    rfq_id: Mapped[UUID] = mapped_column(unique=True)
    group_buy_id: Mapped[UUID]
    screened_at: Mapped[Instant]
    version: Mapped[int]
    "of the screens (domain.screens.VERSION)"
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    facts_sha256: Mapped[str]
    "fingerprint of the facts: the same facts give the same hits"

    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.UniqueConstraint("id", "rfq_id"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class ScreenHit(Base):
    """One finding with its figures. Append-only: what follows from it stands in its decisions."""

    __tablename__ = "screen_hits"
    audit_subject = "screen_hit"

    id: Mapped[Id]
    run_id: Mapped[UUID]
    rfq_id: Mapped[UUID]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"))
    screen: Mapped[str]
    "a key of domain.screens.SCREENS"
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    effect: Mapped[Effect] = mapped_column(choice(Effect, "effect"))
    carriers: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid))
    "whom it is about, sorted"
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    found_at: Mapped[Instant]

    rfq: Mapped[Rfq] = relationship(
        primaryjoin="foreign(ScreenHit.rfq_id) == Rfq.id", viewonly=True
    )
    group_buy: Mapped[GroupBuy] = relationship(viewonly=True)
    hearings: Mapped[list[ScreenHearing]] = relationship(
        back_populates="hit", order_by="ScreenHearing.asked_at"
    )
    decisions: Mapped[list[ScreenDecision]] = relationship(
        back_populates="hit", order_by="ScreenDecision.decided_at"
    )

    __table_args__ = (
        sa.ForeignKeyConstraint(["run_id", "rfq_id"], ["screen_runs.id", "screen_runs.rfq_id"]),
        sa.UniqueConstraint("run_id", "screen", "carriers"),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.Index("ix_screen_hits_rfq_id", "rfq_id"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class ScreenHearing(Base):
    """What a bidder was asked about a hit, and what it said: the record of its hearing."""

    __tablename__ = "screen_hearings"
    audit_subject = "screen_hearing"

    id: Mapped[Id]
    hit_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    question: Mapped[str]
    asked_at: Mapped[Instant]
    asked_by: Mapped[UUID]
    due_at: Mapped[Instant]
    "from then on silence is an answer"
    statement: Mapped[str | None]
    stated_at: Mapped[datetime | None]
    stated_by: Mapped[UUID | None]

    hit: Mapped[ScreenHit] = relationship(back_populates="hearings")
    carrier: Mapped[Organisation] = relationship()
    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(ScreenHearing.group_buy_id) == GroupBuy.id", viewonly=True
    )

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["hit_id", "group_buy_id"], ["screen_hits.id", "screen_hits.group_buy_id"]
        ),
        # A bidder is heard once about a hit.
        sa.UniqueConstraint("hit_id", "carrier_id"),
        sa.CheckConstraint("asked_at < due_at", name="window"),
        sa.CheckConstraint("(statement IS NULL) = (stated_at IS NULL)", name="stated"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class ScreenDecision(Base):
    """What a reviewer decided on a hit, and why. Append-only; a final one is the last."""

    __tablename__ = "screen_decisions"

    id: Mapped[Id]
    hit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("screen_hits.id"))
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    reason: Mapped[str]
    set_aside: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid), server_default="{}")
    "carriers whose quotes are left out of the award"
    decided_at: Mapped[Instant]
    decided_by: Mapped[UUID]

    hit: Mapped[ScreenHit] = relationship(back_populates="decisions")

    __table_args__ = (
        sa.Index("ix_screen_decisions_hit_id", "hit_id"),
        # A hit is settled once.
        sa.Index(
            "uq_screen_decisions_final",
            "hit_id",
            unique=True,
            postgresql_where=sa.text("outcome IN ('released', 'set_aside')"),
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reasoned"),
        sa.CheckConstraint(
            "(outcome = 'set_aside') = (cardinality(set_aside) > 0)", name="who_is_set_aside"
        ),
    )
