"""Lines that an amendment takes out of an RFQ: released with a reason, their members told.

The rows of the RFQ stay as they are; a released line is left out of what is priced and awarded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import LineState
from marketplace.domain.roles import Role
from marketplace.errors import Fault, Invalid
from marketplace.models import Line, Rfq, RfqLine
from marketplace.security.identity import Identity
from marketplace.services.notify import notify
from marketplace.services.release_lines import release_lines


@dataclass(frozen=True)
class LineRelease:
    """A line by its reference in the RFQ, and why it is released."""

    reference: str
    reason: str


def release_rfq_lines(
    session: Session,
    rfq: Rfq,
    releases: Sequence[LineRelease],
    *,
    identity: Identity,
    now: datetime,
) -> list[str]:
    """Release the lines of the locked RFQ; their references. Raises Invalid with every fault."""
    if not releases:
        return []
    known = _lines(session, rfq)
    if faults := _faults(releases, known):
        raise Invalid(faults)
    for release in releases:
        _release(session, rfq, known[release.reference], release, identity, now)
    return [release.reference for release in releases]


def _lines(session: Session, rfq: Rfq) -> dict[str, Line]:
    query = (
        sa.select(RfqLine)
        .where(RfqLine.rfq_id == rfq.id)
        .options(selectinload(RfqLine.line))
        .order_by(RfqLine.reference)
    )
    return {row.reference: row.line for row in session.scalars(query)}


def _faults(releases: Sequence[LineRelease], known: Mapping[str, Line]) -> list[Fault]:
    faults: list[Fault] = []
    leaving: dict[UUID, int] = {}
    for at, release in enumerate(releases):
        line = known.get(release.reference)
        pointer = f"/release/{at}/reference"
        if line is None or line.state == LineState.RELEASED:
            faults.append(Fault(pointer, "line_not_asked", {"line": release.reference}))
        elif line.id in leaving:
            faults.append(Fault(pointer, "duplicate", {"first": leaving[line.id] + 1}))
        else:
            leaving[line.id] = at
    faults += _pairs_apart(releases, known, leaving.keys())
    staying = [line for line in known.values() if line.state != LineState.RELEASED]
    if not faults and len(leaving) == len(staying):
        faults.append(Fault("/release", "no_line_left"))
    return faults


def _pairs_apart(
    releases: Sequence[LineRelease], known: Mapping[str, Line], leaving: Set[UUID]
) -> list[Fault]:
    """Two lines for two carriers go together or not at all."""
    other = {line.diverse_from_id: line.id for line in known.values() if line.diverse_from_id}
    faults = []
    for at, release in enumerate(releases):
        line = known.get(release.reference)
        if line is None:
            continue
        pair = line.diverse_from_id or other.get(line.id)
        if pair is not None and pair not in leaving:
            faults.append(Fault(f"/release/{at}/reference", "pair_apart"))
    return faults


def _release(
    session: Session,
    rfq: Rfq,
    line: Line,
    release: LineRelease,
    identity: Identity,
    now: datetime,
) -> None:
    release_lines(session, [line], reason=release.reason, by=identity, now=now)
    notify(
        session,
        "line_released_from_rfq",
        to=[line.member_id],
        roles=(Role.MEMBER,),
        about=line.id,
        path=f"/rfqs/{rfq.id}",
        now=now,
        group_buy_id=rfq.group_buy_id,
        title_zh=rfq.group_buy.title_zh,
        title_en=rfq.group_buy.title_en,
        label=line.label or f"{line.number}",
    )
