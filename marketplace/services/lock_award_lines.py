"""The locks under which a member answers, and the acceptance window that it answers in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.db.session import now_of
from marketplace.domain.lives import AwardState
from marketplace.errors import Conflict, NotFound, TooEarly, TooLate
from marketplace.models import Award, AwardLine, GroupBuy, Line, Quote
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award


@dataclass(frozen=True)
class Answering:
    """A line whose member answers, with the other line of its pair; all of it locked."""

    award: Award
    line: AwardLine
    partner: AwardLine | None
    quote: Quote | None
    "of the carrier asked for, when one was and it quoted"


def lock_to_answer(
    session: Session,
    award_line_id: UUID,
    *,
    carrier_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> Answering:
    """The line in its window, locked with its award against a settlement.

    With `carrier_id` that carrier's quote is locked too, so that two members cannot both take
    the last of its capacity. Raises NotFound, Forbidden, TooEarly, TooLate, Conflict
    (award_not_standing, award_settled, award_clock_stopped, answer_final, place_taken).
    """
    found = session.execute(
        sa.select(AwardLine.award_id, AwardLine.line_id).where(AwardLine.id == award_line_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    award, group_buy = lock_award(session, found.award_id, read=True)
    rows = _lock_pair(session, found.award_id, found.line_id)
    line = next(row for row in rows if row.line_id == found.line_id)
    require(Permission.AWARD_LINE_DECIDE, identity, line.line)
    quote = _lock_quote(session, award, carrier_id) if carrier_id else None
    refuse_outside_window(session, award, group_buy, now)
    _refuse_final(session, line)
    partner = next((row for row in rows if row.line_id != found.line_id), None)
    return Answering(award, line, partner, quote)


def lock_own_lines(session: Session, award_id: UUID, identity: Identity) -> list[AwardLine]:
    """The caller's lines of the award, locked in the order of their ids."""
    query = _rows().where(
        AwardLine.award_id == award_id, Line.member_id == identity.organisation_id
    )
    return list(session.scalars(query))


def refuse_outside_window(
    session: Session, award: Award, group_buy: GroupBuy, now: datetime
) -> None:
    """`now` was read before the locks, which is right for "not before"; the end is judged after."""
    if award.state != AwardState.STANDING or group_buy.state != "awarded":
        raise Conflict("award_not_standing")
    if award.clock_stopped_at is not None:
        raise Conflict("award_clock_stopped")
    if now < award.acceptance_opens_at:
        raise TooEarly(opens_at=award.acceptance_opens_at.isoformat())
    if now_of(session) >= award.acceptance_due_at:
        raise TooLate(due_at=award.acceptance_due_at.isoformat())
    if award.settled_at is not None:
        raise Conflict("award_settled")


def _lock_pair(session: Session, award_id: UUID, line_id: UUID) -> list[AwardLine]:
    """The line and, in a pair, the other one: locked in the order of their ids."""
    other = sa.select(Line.diverse_from_id).where(Line.id == line_id).scalar_subquery()
    query = _rows().where(
        AwardLine.award_id == award_id,
        sa.or_(
            AwardLine.line_id == line_id,
            Line.diverse_from_id == line_id,
            AwardLine.line_id == other,
        ),
    )
    return list(session.scalars(query))


def _rows() -> sa.Select[AwardLine]:
    return (
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .options(contains_eager(AwardLine.line))
        .order_by(AwardLine.line_id)
        .with_for_update(of=AwardLine)
        .execution_options(populate_existing=True)
    )


def _lock_quote(session: Session, award: Award, carrier_id: UUID) -> Quote | None:
    query = sa.select(Quote).where(
        Quote.rfq_id == award.rfq_id, Quote.carrier_id == carrier_id, Quote.usable
    )
    return session.scalars(query.with_for_update()).one_or_none()


def _refuse_final(session: Session, line: AwardLine) -> None:
    """Carried over by a re-award, or declined and given to a company of the waiting list."""
    if line.held:
        raise Conflict("answer_final")
    taken = sa.select(AwardLine.id).where(
        AwardLine.award_id == line.award_id, AwardLine.place_of_line_id == line.line_id
    )
    if session.scalar(taken) is not None:
        raise Conflict("place_taken")
