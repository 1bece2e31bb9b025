"""Tell the first in line that a member declined and a place has become free."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import Award, AwardLine, GroupBuy, WaitingEntry
from marketplace.services.find_places import find_places
from marketplace.services.notify import notify


def tell_free_place(session: Session, award: Award, line: AwardLine, *, now: datetime) -> None:
    """Tell whoever may take the declined line's place; nobody when none waits for its row."""
    session.flush()
    found = next(
        (i for i, p in find_places(session, award).items() if p.line_id == line.line_id), None
    )
    if found is None:
        return
    entry = session.get_one(WaitingEntry, found)
    titles = sa.select(GroupBuy.title_zh, GroupBuy.title_en).where(
        GroupBuy.id == award.group_buy_id
    )
    title_zh, title_en = session.execute(titles).one()
    notify(
        session,
        "place_free",
        to=[entry.member_id],
        roles=[Role.MEMBER],
        about=f"{entry.id} {line.id}",
        path=f"/group-buys/{award.group_buy_id}/waiting/{entry.id}/place",
        now=now,
        group_buy_id=award.group_buy_id,
        due_at=award.acceptance_due_at,
        title_zh=title_zh,
        title_en=title_en,
    )
