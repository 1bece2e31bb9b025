"""The rules of joining and of the lock, asked of a member's lines and of a whole pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domain.anonymity import may_tell
from marketplace.domain.compliance.facts import Facts, GroupBuyFacts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.lives import LineState
from marketplace.domain.pairs import spread
from marketplace.models import (
    AwardLine,
    CompanyProfile,
    CompetitionRecord,
    Corridor,
    Enrolment,
    GroupBuy,
    Line,
    LineUse,
    Organisation,
    Participation,
    Premises,
)
from marketplace.security.identity import Identity
from marketplace.services.find_archive_facts import facts_of
from marketplace.services.find_archive_parts import ArchiveParts, find_archive_parts
from marketplace.services.find_company_facts import about_stay, facts_of_company
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.judge_findings import About, Asked, judge

Thing = tuple[About, Sequence[Facts]]
POOL = "group_buy"
"What is said of it at the lock takes no line out and stops nothing"
UNTIL_LOCK = (Gate.JOIN, Gate.LOCK)
LINES = "/lines/{}"
"where a request has its lines"


def ask_rows(
    session: Session,
    terms: FrozenTerms,
    wishes: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    uses: Sequence[Mapping[str, Any]],
    *,
    identity: Identity,
    now: datetime,
    pointer: str = LINES,
) -> Asked:
    """The rules of joining about lines that are rows yet; no object of them enters the session."""
    regions = [terms.corridors[wish["corridor"]].z_region for wish in wishes]
    lines = []
    for row, use, region in zip(rows, uses, spread(wishes, regions), strict=True):
        line = Line(**row)
        line.corridor, line.use = Corridor(z_region=region), LineUse(**use)
        lines.append(line)
    places = spread(wishes, range(len(wishes)))
    return ask_lines(
        session, terms.group_buy_id, lines, places, identity=identity, now=now, pointer=pointer
    )


def ask_changed(
    session: Session,
    group_buy_id: UUID,
    lines: Sequence[Line],
    places: Sequence[int],
    *,
    identity: Identity,
    now: datetime,
) -> Asked:
    """The same about lines that were just changed in memory: their corridors are read anew."""
    query = sa.select(Corridor).where(Corridor.id.in_({line.corridor_id for line in lines}))
    corridors = {corridor.id: corridor for corridor in session.scalars(query)}
    for line in lines:
        set_committed_value(line, "corridor", corridors[line.corridor_id])
    return ask_lines(session, group_buy_id, lines, places, identity=identity, now=now)


def ask_lines(
    session: Session,
    group_buy_id: UUID,
    lines: Sequence[Line],
    places: Sequence[int],
    *,
    identity: Identity,
    now: datetime,
    pointer: str = LINES,
) -> Asked:
    """The rules of joining about a member and its lines as they are in memory; two queries.

    `places` says where in the request each of them stands, `pointer` under which name.
    """
    company = (
        sa.select(Organisation, CompanyProfile, Enrolment)
        .outerjoin(CompanyProfile, CompanyProfile.organisation_id == Organisation.id)
        .outerjoin(Enrolment, Enrolment.organisation_id == Organisation.id)
    )
    member, profile, enrolment = session.execute(
        company.where(Organisation.id == identity.organisation_id)
    ).one()
    proved = session.scalars(sa.select(Premises).where(Premises.member_id == member.id))
    premises = {(place.building, place.room): place for place in proved}
    # A line of the waiting list has no stay yet: the line stands for it.
    stays = {line.participation_id or line.id for line in lines}
    things: list[Thing] = [
        (about_stay(group_buy_id, stay, member.id), [facts_of_company(member, enrolment)])
        for stay in stays
    ]
    for line, at in zip(lines, places, strict=True):
        place = premises.get((line.a_building, line.a_room))
        parts = ArchiveParts(line, member, profile, use=line.use, premises=place)
        found = facts_of(parts)
        about = about_line(group_buy_id, line.id, member, at, pointer)
        things.append((about, (found.line, found.far_end, found.use)))
    return judge(session, things, gates=[Gate.JOIN], by=identity, now=now)


def about_line(
    group_buy_id: UUID, line_id: UUID, member: Organisation, at: int, pointer: str = LINES
) -> About:
    """A decision on a line holds for the member's lines in this group buy with the same facts."""
    return About(
        "line",
        line_id,
        member.id,
        group_buy_id,
        path=f"/group-buys/{group_buy_id}/lines#f-lines-{at}-",
        pointer=pointer.format(at),
        same=f"{group_buy_id} {member.id}",
    )


def things_of_late(session: Session, lines: Sequence[Line]) -> list[Thing]:
    """The facts of the lines among these that came after the lock, by way of the waiting list.

    The lock never asked about them, so whoever signs for them is asked then (UNTIL_LOCK).
    """
    ids = [line.id for line in lines]
    query = sa.select(AwardLine.line_id).where(
        AwardLine.line_id.in_(ids), AwardLine.place_of_line_id.is_not(None)
    )
    late = set(session.scalars(query))
    return _things(session, [line for line in lines if line.id in late])


def ask_pool(session: Session, group_buy: GroupBuy, *, now: datetime) -> tuple[Asked, list[Line]]:
    """The rules of joining and of the lock about every pooled line and the pool.

    As many queries for ten thousand lines as for one.
    """
    lines = _pooled(session, group_buy.id)
    pool = facts_of_pool(group_buy, session.get(CompetitionRecord, group_buy.id))
    things = [(about_pool(group_buy), [pool]), *_things(session, lines)]
    return judge(session, things, gates=UNTIL_LOCK, by=None, now=now), lines


def ask_stay(session: Session, stay: Participation, *, by: Identity | None, now: datetime) -> Asked:
    """The same about one member's lines as they stand now."""
    things = _things(session, _pooled(session, stay.group_buy_id, stay.member_id))
    return judge(session, things, gates=UNTIL_LOCK, by=by, now=now)


def _pooled(session: Session, group_buy_id: UUID, member_id: UUID | None = None) -> list[Line]:
    query = sa.select(Line).where(Line.group_buy_id == group_buy_id, Line.state == LineState.POOLED)
    if member_id is not None:
        query = query.where(Line.member_id == member_id)
    loaded = query.options(joinedload(Line.corridor))
    return list(session.scalars(loaded.order_by(Line.participation_id, Line.number)))


def _things(session: Session, lines: Sequence[Line]) -> list[Thing]:
    """Each stay and line with its facts; where a form has it depends on the lines before it."""
    things: list[Thing] = []
    places: dict[UUID, int] = {}
    files = _enrolments(session, {line.member_id for line in lines})
    for line, parts in zip(lines, find_archive_parts(session, lines), strict=True):
        if line.participation_id not in places:
            stay = about_stay(line.group_buy_id, line.participation_id, line.member_id)
            things.append((stay, [facts_of_company(parts.member, files.get(line.member_id))]))
        at = places.get(line.participation_id, 0)
        places[line.participation_id] = at + (line.diverse_from_id is None)
        found = facts_of(parts)
        about = about_line(line.group_buy_id, line.id, parts.member, at)
        things.append((about, (found.line, found.far_end, found.use, found.archive)))
    return things


def _enrolments(session: Session, members: set[UUID]) -> dict[UUID, Enrolment]:
    found = session.scalars(sa.select(Enrolment).where(Enrolment.organisation_id.in_(members)))
    return {file.organisation_id: file for file in found}


def about_pool(group_buy: GroupBuy) -> About:
    path = f"/group-buys/{group_buy.id}/competition-record#f-"
    return About(POOL, group_buy.id, group_buy.organiser_id, group_buy.id, path=path)


def facts_of_pool(group_buy: GroupBuy, signed: CompetitionRecord | None) -> GroupBuyFacts:
    """Members never see each other's demand, and totals from three members up: so it is built.

    What the organiser signed of the effect on competition; without a record its share is unknown.
    """
    said: dict[str, Any] = {}
    if signed is not None:
        said["local_demand_share_bps"] = signed.local_demand_share_bps
        said["legal_review"] = signed.legal_review_id is not None
    return GroupBuyFacts(
        justification_record=signed is not None,
        **said,
        members=group_buy.pooled_members,
        totals_shown=may_tell(group_buy.pooled_members),
        demand_shown_to_members=False,
    )
