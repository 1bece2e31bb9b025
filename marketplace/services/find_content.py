"""Of how many companies the standing of a group is: those whose lines are content at it.

Tier and volume count content lines only. When limits keep others out, they may stem from fewer
companies than the group has members, and must not be told.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import may_tell
from marketplace.domain.lives import LineState
from marketplace.domain.pooling import LivePrice, Pool
from marketplace.models import Line
from pricing.tiers import Ladder


def may_tell_standing(
    session: Session,
    group_buy_id: UUID,
    ladder: Ladder,
    pool: Pool,
    live: LivePrice,
    *,
    members: int,
    besides: tuple[UUID, int] | None = None,
) -> bool:
    """Whether the standing may be told to a member or to one who might become one.

    `members`: how many have joined. `besides`: a company not to be looked up, and 1 when it has
    joined. No query unless some line is not content.
    """
    if not may_tell(members) or live.volume == sum(pool.volume_by_need):
        return may_tell(members)
    content = (
        sa.func.coalesce(Line.need_volume, 0) <= live.volume
        if ladder.style == "graduated"
        else Line.need_tier <= live.tier
    )
    company, found = besides or (None, 0)
    seen = [] if company is None else [company]
    lines = sa.select(Line.member_id).where(
        Line.group_buy_id == group_buy_id, Line.state == LineState.POOLED, content
    )
    # One company after the other until there are enough: constant work, however many lines.
    while not may_tell(found):
        another = session.scalar(lines.where(Line.member_id.not_in(seen)).limit(1))
        if another is None:
            return False
        seen.append(another)
        found += 1
    return True
