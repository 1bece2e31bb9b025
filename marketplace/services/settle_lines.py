"""What becomes of an award's lines when its window closes: silence, half pairs, releases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import AcceptanceEvent, AcceptanceState
from marketplace.domain.roles import Role
from marketplace.models import Award, AwardLine, ContractLine, GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.services.notify import notify
from marketplace.services.release_lines import release_lines


def lock_rows(session: Session, award: Award) -> Sequence[AwardLine]:
    """Every row of the award with its line, locked."""
    query = (
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award.id)
        .options(contains_eager(AwardLine.line))
        .order_by(AwardLine.line_id)
        .with_for_update(of=AwardLine)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).all()


def lapse(rows: Iterable[AwardLine], identity: Identity | None, now: datetime) -> None:
    """Silence declines."""
    for row in rows:
        if row.acceptance == AcceptanceState.PENDING:
            row.advance(AcceptanceEvent.LAPSE, by=identity, now=now)


def staying(rows: Iterable[AwardLine]) -> list[AwardLine]:
    """The rows whose line stays with the carrier that it was agreed with."""
    return [row for row in rows if row.acceptance in STAYS]


def release(
    session: Session,
    rows: Iterable[AwardLine],
    *,
    reason: str,
    by: Identity | None = None,
    now: datetime,
) -> None:
    """Let the lines go; the reason is a code, such as pair_incomplete."""
    for row in rows:
        row.advance(AcceptanceEvent.RELEASE, by=by, now=now, reason=reason)
        release_lines(session, [row.line], reason=reason, by=by, now=now)


def release_half_pairs(
    session: Session, rows: Sequence[AwardLine], now: datetime
) -> list[AwardLine]:
    """Release a line that stays while the other one of its pair does not; those released."""
    partner = partners(rows)
    halves = [
        row
        for row in staying(rows)
        if row.line_id in partner and partner[row.line_id].acceptance not in STAYS
    ]
    release(session, halves, reason="pair_incomplete", now=now)
    return halves


def partners(rows: Iterable[AwardLine]) -> dict[UUID, AwardLine]:
    """By line, the row of the other line of its pair, when it is among the rows."""
    by_line = {row.line_id: row for row in rows}
    found = {}
    for row in by_line.values():
        first = by_line.get(row.line.diverse_from_id) if row.line.diverse_from_id else None
        if first is not None:
            found[row.line_id], found[first.line_id] = first, row
    return found


def free_to_draw(
    session: Session, rows: Sequence[AwardLine], undecided: Collection[UUID]
) -> list[AwardLine]:
    """The staying rows without a contract yet whose carrier is not among the undecided.

    A line of a pair waits for the other one.
    """
    drawn = set(
        session.scalars(
            sa.select(ContractLine.line_id).where(
                ContractLine.line_id.in_([row.line_id for row in rows])
            )
        )
    )
    partner = partners(rows)
    return [
        row
        for row in staying(rows)
        if row.line_id not in drawn
        and row.agreed_carrier_id not in undecided
        and (row.line_id not in partner or partner[row.line_id].agreed_carrier_id not in undecided)
    ]


def tell_released(
    session: Session, award: Award, rows: Iterable[AwardLine], group_buy: GroupBuy, now: datetime
) -> None:
    """Tell the members of released lines, with their way out."""
    notify(
        session,
        "lines_released",
        to={row.line.member_id for row in rows},
        roles=[Role.MEMBER],
        about=award.id,
        path=f"/awards/{award.id}/lines",
        now=now,
        group_buy_id=award.group_buy_id,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
