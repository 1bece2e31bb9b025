"""How far the deposits of a group buy were judged: nothing anew before something moves."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class DepositLook(Base):
    """The last judging that found nothing to end. Losing a row costs one more judging."""

    __tablename__ = "deposit_looks"

    group_buy_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("group_buys.id", ondelete="CASCADE"), primary_key=True
    )
    chain_length: Mapped[int] = mapped_column(sa.BigInteger)
    "of the group buy's audit chain before the judging: what came later was not seen"
    look_again_at: Mapped[Instant]
    "when time alone may end one of them"
