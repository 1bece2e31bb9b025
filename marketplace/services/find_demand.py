"""The pooled demand as its organiser sees it: members with their lines."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import ParticipationState
from marketplace.models import Line, Participation
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy


def demand_query(
    session: Session, group_buy_id: UUID, identity: Identity
) -> sa.Select[Participation]:
    """The members now in the group buy, in order of joining, with their lines.

    Raises NotFound, Forbidden (only the organiser and reviewers see who wants what).
    """
    find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_DEMAND_READ)
    return (
        sa.select(Participation)
        .where(
            Participation.group_buy_id == group_buy_id,
            Participation.state == ParticipationState.JOINED,
        )
        .options(
            selectinload(Participation.member),
            selectinload(Participation.lines).selectinload(Line.corridor),
        )
        .order_by(Participation.joined_at, Participation.id)
    )
