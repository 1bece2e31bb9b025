"""The lines of an award as its notice may tell them: by reference, of three members or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import may_tell
from marketplace.domain.notice_lots import lots_to_show
from marketplace.models import Award, AwardLine, Line, Lot, Organisation, RfqLine


@dataclass(frozen=True)
class NoticeLine:
    """A line under the reference that names no company; `carrier` None: not awarded."""

    reference: str
    lot: str
    carrier: Organisation | None


@dataclass(frozen=True)
class NoticeLines:
    """The lines that may be told, the rest as a fact without figures, and what carriers won."""

    shown: list[NoticeLine]
    some_hidden: bool
    "there are lines of lots with too few members to be told"
    won_minor: dict[UUID, int | None]
    "by winner; None when its lines, or all the others, are of fewer than three members"


def find_notice_lines(session: Session, award: Award) -> NoticeLines:
    """The award's lines as they were awarded, whatever their members answered later."""
    rows = session.execute(
        sa.select(
            RfqLine.reference,
            Lot.code.label("lot"),
            Line.member_id,
            AwardLine.carrier_id,
            AwardLine.price_minor,
        )
        .join(Line, Line.id == AwardLine.line_id)
        .join(RfqLine, sa.and_(RfqLine.line_id == Line.id, RfqLine.rfq_id == award.rfq_id))
        .join(Lot, Lot.id == RfqLine.lot_id)
        .where(AwardLine.award_id == award.id)
        .order_by(RfqLine.reference)
    ).all()
    members: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        members[row.lot].add(row.member_id)
    shown = lots_to_show({lot: frozenset(map(str, ids)) for lot, ids in members.items()})
    carriers = _carriers(session, {row.carrier_id for row in rows} - {None})
    lines = [
        NoticeLine(row.reference, row.lot, carriers.get(row.carrier_id))
        for row in rows
        if row.lot in shown
    ]
    return NoticeLines(lines, shown != members.keys(), _won(rows))


def _won(rows: Any) -> dict[UUID, int | None]:
    totals: dict[UUID, int] = defaultdict(int)
    members: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.carrier_id is not None:
            totals[row.carrier_id] += row.price_minor
            members[row.carrier_id].add(row.member_id)
    return {
        carrier: total if _hides_nobody(rows, carrier, members[carrier]) else None
        for carrier, total in totals.items()
    }


def _hides_nobody(rows: Any, carrier: UUID, members: Collection[UUID]) -> bool:
    """Whether neither what was won nor, taken from the carrier's total, the rest tells of few."""
    others = {row.member_id for row in rows if row.carrier_id != carrier}
    return may_tell(len(members)) and (not others or may_tell(len(others)))


def _carriers(session: Session, ids: set[UUID]) -> dict[UUID | None, Organisation]:
    found = session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    return {carrier.id: carrier for carrier in found}
