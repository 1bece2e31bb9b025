"""What a member still has to mend before the lock: asked by itself, and by the sweep in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import MARKET_NOW
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.roles import Role
from marketplace.errors import NotFound
from marketplace.models import AuditEntry, CompetitionRecord, GroupBuy
from marketplace.security.identity import Identity
from marketplace.services.ask_changed import keep_asked
from marketplace.services.ask_lines import POOL, ask_pool
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_participation import find_participation
from marketplace.services.judge_findings import Asked
from marketplace.services.keep_findings import ASKING, keep_findings, record_asking
from marketplace.services.notify import notify
from marketplace.services.tell_of_turn import ORGANISERS

AHEAD = timedelta(days=3)
"Before the lock members are told once of what would take their lines out"


def ask_again(session: Session, *, group_buy_id: UUID, identity: Identity, now: datetime) -> Asked:
    """Everything that the rules say of the caller's lines now, until the lock; kept.

    What holds is with the reviewers from then on. Raises NotFound (no stay), Forbidden.
    """
    stay = find_participation(session, group_buy_id, identity)
    if stay.group_buy.state != GroupBuyState.OPEN:
        raise NotFound()
    return keep_asked(session, stay, by=identity, now=now)


def find_locking_soon(session: Session) -> Sequence[UUID]:
    """Open group buys that lock within three days and of which members were not told yet."""
    told = sa.exists().where(
        AuditEntry.subject == ASKING,
        AuditEntry.subject_id == GroupBuy.id,
        AuditEntry.at > GroupBuy.locks_at - AHEAD,
    )
    query = sa.select(GroupBuy.id).where(
        GroupBuy.state == GroupBuyState.OPEN,
        GroupBuy.locks_at > MARKET_NOW,
        GroupBuy.locks_at <= MARKET_NOW + AHEAD,
        ~told,
    )
    return session.scalars(query.order_by(GroupBuy.locks_at)).all()


def ask_before_lock(session: Session, *, group_buy_id: UUID, now: datetime) -> None:
    """Ask about the whole pool, and tell each member how many things hold its lines up.

    The organiser is told when it has not signed its record of the effect on competition.
    """
    group_buy = find_group_buy(session, group_buy_id, None)
    asked, _ = ask_pool(session, group_buy, now=now)
    keep_findings(session, asked.rows)
    record_asking(session, group_buy, asked.rows, by=None, now=now)
    if session.get(CompetitionRecord, group_buy.id) is None:
        _ask_for_record(session, group_buy, now)
    stopping = [
        one.about.organisation_id
        for one in asked.stopping(holds_stop=True)
        if one.about.subject != POOL
    ]
    for member_id in set(stopping):
        notify(
            session,
            "mend_before_lock",
            to=[member_id],
            roles=[Role.MEMBER],
            about=f"{group_buy.id} {group_buy.locks_at.isoformat()}",
            path=f"/group-buys/{group_buy.id}/lines",
            group_buy_id=group_buy.id,
            due_at=group_buy.locks_at,
            now=now,
            title_zh=group_buy.title_zh,
            title_en=group_buy.title_en,
            things=stopping.count(member_id),
        )


def _ask_for_record(session: Session, group_buy: GroupBuy, now: datetime) -> None:
    notify(
        session,
        "record_before_lock",
        to=[group_buy.organiser_id],
        roles=ORGANISERS,
        about=f"{group_buy.id} {group_buy.locks_at.isoformat()}",
        path=f"/group-buys/{group_buy.id}/competition-record",
        group_buy_id=group_buy.id,
        due_at=group_buy.locks_at,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
