"""A member accepts or declines its awarded lines, within the acceptance window."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.db.session import now_of
from marketplace.domain.lives import AcceptanceState, AwardState
from marketplace.errors import Conflict, NotFound, TooEarly, TooLate
from marketplace.models import Award, AwardLine, GroupBuy, Line
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award


def accept_award_line(
    session: Session, *, award_line_id: UUID, identity: Identity, now: datetime
) -> AwardLine:
    """Accept the line's carrier and price; may be changed until the window closes.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (line_unserved, award_settled).
    """
    line = _line_to_decide(session, award_line_id, identity, now)
    return _decide(session, line, AcceptanceState.ACCEPTED, None, identity, now)


def accept_pending_lines(
    session: Session, *, award_id: UUID, identity: Identity, now: datetime
) -> int:
    """Accept every line of the caller that waits for an answer; how many there were.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (award_settled).
    """
    award, group_buy = lock_award(session, award_id, read=True)
    lines = session.scalars(
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award_id, Line.member_id == identity.organisation_id)
        .options(contains_eager(AwardLine.line))
        .with_for_update(of=AwardLine)
        .execution_options(populate_existing=True)
    ).all()
    if not lines:
        raise NotFound()
    require(Permission.AWARD_LINE_DECIDE, identity, lines[0].line)
    _refuse_outside_window(session, award, group_buy, now)
    waiting = [line for line in lines if line.acceptance == AcceptanceState.PENDING]
    for line in waiting:
        _decide(session, line, AcceptanceState.ACCEPTED, None, identity, now)
    return len(waiting)


def decline_award_line(
    session: Session,
    *,
    award_line_id: UUID,
    reason: str | None = None,
    identity: Identity,
    now: datetime,
) -> AwardLine:
    """Decline the line, with a reason if the member wants to give one. Raises as accepting."""
    line = _line_to_decide(session, award_line_id, identity, now)
    return _decide(session, line, AcceptanceState.DECLINED, reason, identity, now)


def _line_to_decide(
    session: Session, award_line_id: UUID, identity: Identity, now: datetime
) -> AwardLine:
    """The line, locked together with its award against a settlement, in its window."""
    found = session.execute(
        sa.select(AwardLine.award_id).where(AwardLine.id == award_line_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    award, group_buy = lock_award(session, found.award_id, read=True)
    line = session.scalars(
        sa.select(AwardLine)
        .where(AwardLine.id == award_line_id)
        .with_for_update(of=AwardLine)
        .execution_options(populate_existing=True)
    ).one()
    require(Permission.AWARD_LINE_DECIDE, identity, line.line)
    _refuse_outside_window(session, award, group_buy, now)
    if line.acceptance == AcceptanceState.UNSERVED:
        raise Conflict("line_unserved")
    return line


def _refuse_outside_window(
    session: Session, award: Award, group_buy: GroupBuy, now: datetime
) -> None:
    """`now` was read before the locks, which is right for "not before"; the end is judged after."""
    if award.state != AwardState.STANDING or group_buy.state != "awarded":
        raise Conflict("award_not_standing")
    if now < award.acceptance_opens_at:
        raise TooEarly(opens_at=award.acceptance_opens_at.isoformat())
    if now_of(session) >= award.acceptance_due_at:
        raise TooLate(due_at=award.acceptance_due_at.isoformat())
    if award.settled_at is not None:
        raise Conflict("award_settled")


def _decide(
    session: Session,
    line: AwardLine,
    decision: AcceptanceState,
    reason: str | None,
    identity: Identity,
    now: datetime,
) -> AwardLine:
    before = line.acceptance
    line.acceptance, line.decline_reason = decision, reason
    line.decided_at, line.decided_by = now, identity.user_id
    record(
        session,
        line,
        str(decision),
        by=identity,
        now=now,
        from_state=str(before),
        to_state=str(decision),
        reason=reason,
    )
    return line
