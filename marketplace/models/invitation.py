"""Who was invited to a directed group buy, and who waits for a place in a locked one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import INVITATION, WAITING, InvitationState, WaitingState
from marketplace.domain.products import Product, Protection
from marketplace.models.audit import Lives
from marketplace.models.catalogue import Corridor
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation


class Invitation(Lives, Base):
    """One invitation by credit code, e-mail or link; claimed by an enterprise once it is known."""

    __tablename__ = "invitations"
    life = INVITATION
    audit_subject = "invitation"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"), index=True)
    kind: Mapped[str]
    state: Mapped[InvitationState] = mapped_column(choice(InvitationState, "state"))
    uscc: Mapped[str | None] = mapped_column(index=True)
    "kind uscc: the company, registered or not yet"
    email: Mapped[str | None]
    "kind email: where the link was sent, lower case"
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    "kinds email and link: SHA-256 of the secret in the link, shown once"
    uses_at_most: Mapped[int] = mapped_column(server_default="1")
    "how many enterprises may claim it; by link more than one"
    uses: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Instant]
    created_by: Mapped[UUID]
    claimed_at: Mapped[datetime | None]
    "last claim"
    claimed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"))
    "the enterprise of the last claim"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship()
    claimed_by: Mapped[Organisation | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.CheckConstraint("kind IN ('uscc', 'email', 'link')", name="kind"),
        sa.CheckConstraint("(kind = 'uscc') = (uscc IS NOT NULL)", name="uscc_of_kind"),
        sa.CheckConstraint("(kind = 'email') = (email IS NOT NULL)", name="email_of_kind"),
        sa.CheckConstraint("uses BETWEEN 0 AND uses_at_most", name="uses"),
        # A company or address is invited once at a time.
        sa.Index(
            "uq_invitations_addressee",
            "group_buy_id",
            sa.text("coalesce(uscc, email)"),
            unique=True,
            postgresql_where=sa.text("state <> 'revoked' AND kind <> 'link'"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class WaitingEntry(Lives, Base):
    """A late company that would take the place of a declined line of the same row."""

    __tablename__ = "waiting_entries"
    life = WAITING
    audit_subject = "waiting_entry"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    state: Mapped[WaitingState] = mapped_column(choice(WaitingState, "state"))
    corridor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("corridors.id"))
    product: Mapped[Product] = mapped_column(choice(Product, "product"))
    term_months: Mapped[int]
    protection: Mapped[Protection] = mapped_column(choice(Protection, "protection"))
    mbps: Mapped[int]
    row_mbps: Mapped[int]
    "bandwidth of the reference row that the line takes; a place is of the same row"
    line: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "the whole line as it would be joined"
    waiting_at: Mapped[Instant]
    waiting_by: Mapped[UUID]
    placed_line_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("lines.id"))
    "its line, once it has taken a place"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship()
    member: Mapped[Organisation] = relationship()
    corridor: Mapped[Corridor] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.Index("ix_waiting_entries_group_buy_id_state", "group_buy_id", "state"),
        sa.CheckConstraint(
            "(state = 'placed') = (placed_line_id IS NOT NULL)", name="placed_has_line"
        ),
    )

    @property
    def row(self) -> tuple[UUID, Product, int, Protection, int]:
        """What a place must be of for this entry to take it."""
        return self.corridor_id, self.product, self.term_months, self.protection, self.row_mbps

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
