"""The rules of joining and of the lock, asked of a member's wishes and of a whole pool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.anonymity import may_tell
from marketplace.domain.compliance.facts import Facts, GroupBuyFacts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.lives import LineState
from marketplace.domain.pairs import lines_of
from marketplace.models import GroupBuy, Line, Organisation
from marketplace.security.identity import Identity
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.find_line_facts import (
    facts_of_archive,
    facts_of_line,
    find_member,
    reader,
)
from marketplace.services.judge_findings import About, Asked, judge

Thing = tuple[About, Sequence[Facts]]


def ask_wishes(
    session: Session,
    terms: FrozenTerms,
    wishes: Sequence[dict[str, Any]],
    line_ids: Sequence[UUID],
    *,
    identity: Identity,
    now: datetime,
) -> Asked:
    """The rules of joining about every line of a request; `line_ids` in the order of the lines."""
    member = find_member(session, identity.organisation_id)
    things, ids = [], iter(line_ids)
    for at, wish in enumerate(wishes):
        region = terms.corridors[wish["corridor"]].z_region
        facts = facts_of_line(reader(wish), region=region, member=member)
        for _ in range(lines_of(wish)):
            things.append((about_line(terms.group_buy_id, next(ids), member, at), facts))
    return judge(session, things, gates=[Gate.JOIN], by=identity, now=now)


def about_line(group_buy_id: UUID, line_id: UUID, member: Organisation, at: int) -> About:
    """A decision on a line holds for the member's lines in this group buy with the same facts."""
    return About(
        "line",
        line_id,
        member.id,
        group_buy_id,
        path=f"/group-buys/{group_buy_id}/lines#f-lines-{at}-",
        pointer=f"/lines/{at}",
        same=f"{group_buy_id} {member.id}",
    )


def ask_pool(session: Session, group_buy: GroupBuy, *, now: datetime) -> tuple[Asked, list[Line]]:
    """The rules of joining and of the lock about every pooled line and the pool; two queries."""
    query = (
        sa.select(Line)
        .where(Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED)
        .options(joinedload(Line.corridor), joinedload(Line.member))
        .order_by(Line.participation_id, Line.number)
    )
    lines = list(session.scalars(query))
    things: list[Thing] = [(about_pool(group_buy), [facts_of_pool(group_buy)])]
    places: dict[UUID, int] = {}
    for line in lines:
        at = places.get(line.participation_id, 0)
        places[line.participation_id] = at + (line.diverse_from_id is None)
        facts = facts_of_line(reader(line), region=line.corridor.z_region, member=line.member)
        archive = facts_of_archive(reader(line), member=line.member)
        things.append((about_line(group_buy.id, line.id, line.member, at), [*facts, archive]))
    gates = [Gate.JOIN, Gate.LOCK]
    return judge(session, things, gates=gates, by=None, now=now), lines


def about_pool(group_buy: GroupBuy) -> About:
    return About(
        "group_buy",
        group_buy.id,
        group_buy.organiser_id,
        group_buy.id,
        path=f"/group-buys/{group_buy.id}",
    )


def facts_of_pool(group_buy: GroupBuy) -> GroupBuyFacts:
    """Members never see each other's demand, and totals from three members up: so it is built."""
    return GroupBuyFacts(
        members=group_buy.pooled_members,
        totals_shown=may_tell(group_buy.pooled_members),
        demand_shown_to_members=False,
    )
