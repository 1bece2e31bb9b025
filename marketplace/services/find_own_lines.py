"""Reads of the caller's own lines, to name one of them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import LineState
from marketplace.models import GroupBuy, Line
from marketplace.security.identity import Identity


def own_lines(session: Session, *, identity: Identity) -> Sequence[Line]:
    """The lines still wanted, with group buy and corridor, newest group buy first."""
    query = (
        sa.select(Line)
        .join(GroupBuy, GroupBuy.id == Line.group_buy_id)
        .where(Line.member_id == identity.organisation_id, Line.state == LineState.POOLED)
        .options(joinedload(Line.corridor), joinedload(Line.group_buy))
        .order_by(GroupBuy.created_at.desc(), Line.number)
    )
    return session.scalars(query.limit(500)).all()
