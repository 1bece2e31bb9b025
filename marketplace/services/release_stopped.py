"""At the lock, lines with a reject or an undecided hold leave the pool before thresholds count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.ladders import ladder_of
from marketplace.domain.pooling import PooledLine, contribution
from marketplace.domain.roles import Role
from marketplace.models import GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.services.ask_lines import ask_pool
from marketplace.services.keep_findings import keep_findings, record_asking
from marketplace.services.notify import notify
from marketplace.services.release_lines import release_lines

REASON = "line_stopped_by_rules"


def release_stopped(
    session: Session, group_buy: GroupBuy, *, by: Identity | None, now: datetime
) -> None:
    """Ask the rules about every pooled line of the locked group buy, and release what they stop.

    Two lines for two carriers leave together, and all of a company whose own facts stop it. The
    pool's sums are those of the lines that stay.
    """
    asked, lines = ask_pool(session, group_buy, now=now)
    keep_findings(session, asked.rows)
    record_asking(session, group_buy, asked.rows, by=by, now=now)
    stopped = {one.about.subject_id for one in asked.stopping(holds_stop=True)}
    leaving = _with_partners(lines, stopped)
    if not leaving:
        return
    release_lines(session, leaving, reason=REASON, by=by, now=now)
    gone = {line.id for line in leaving}
    put_sums(group_buy, [line for line in lines if line.id not in gone])
    _tell(session, group_buy, leaving, now)


def _with_partners(lines: Sequence[Line], stopped: set[UUID]) -> list[Line]:
    partner = {line.diverse_from_id: line.id for line in lines if line.diverse_from_id}
    partner |= {second: first for first, second in partner.items()}
    return [
        line
        for line in lines
        if stopped & {line.id, line.participation_id, partner.get(line.id, line.id)}
    ]


def put_sums(group_buy: GroupBuy, lines: Sequence[Line]) -> None:
    """The pool as the lines that stay make it."""
    pooled = [PooledLine(one.mbps, one.list_minor, one.own_limit_minor) for one in lines]
    members = len({line.participation_id for line in lines})
    pool = contribution(ladder_of(group_buy.ladder), pooled, members)
    group_buy.pooled_members, group_buy.pooled_lines = pool.members, pool.lines
    group_buy.pooled_mbps = pool.mbps
    group_buy.volume_by_need = list(pool.volume_by_need)
    group_buy.list_by_need = list(pool.list_by_need)
    if pool.settled is not None:
        group_buy.settled_volume, group_buy.settled_list_minor = pool.settled
    group_buy.pool_version += 1


def _tell(session: Session, group_buy: GroupBuy, lines: Sequence[Line], now: datetime) -> None:
    """Each member how many of its lines left, and where it reads why."""
    for member_id in {line.member_id for line in lines}:
        notify(
            session,
            "lines_stopped_by_rules",
            to=[member_id],
            roles=[Role.MEMBER],
            about=f"{group_buy.id} {now.isoformat()}",
            path=f"/findings?group_buy_id={group_buy.id}",
            group_buy_id=group_buy.id,
            now=now,
            title_zh=group_buy.title_zh,
            title_en=group_buy.title_en,
            lines=sum(line.member_id == member_id for line in lines),
        )
