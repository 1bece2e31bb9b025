"""A member accepts or declines its awarded lines, within the acceptance window."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import AcceptanceEvent, AcceptanceState
from marketplace.errors import Conflict, NotFound
from marketplace.models import AwardLine
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award
from marketplace.services.find_other_quotes import meets
from marketplace.services.lock_award_lines import (
    lock_own_lines,
    lock_to_answer,
    refuse_outside_window,
)
from marketplace.services.tell_waiting import tell_free_place

TAKEN = (
    "taken_carrier_id",
    "taken_list_minor",
    "taken_discount_bps",
    "taken_price_minor",
    "taken_one_off_minor",
    "taken_first_month_minor",
    "taken_monthly_minor",
    "consented_at",
)


def accept_award_line(
    session: Session, *, award_line_id: UUID, identity: Identity, now: datetime
) -> AwardLine:
    """Accept the line's carrier and price; may be changed until the window closes.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (line_unserved, pair_same_carrier,
    award_settled, answer_final, place_taken).
    """
    answering = lock_to_answer(session, award_line_id, identity=identity, now=now)
    line = answering.line
    if line.carrier_id is None:
        raise Conflict("line_unserved")
    if answering.partner is not None and meets(answering.partner, line.carrier_id):
        raise Conflict("pair_same_carrier")
    return decided(line, AcceptanceEvent.ACCEPT, identity, now)


def accept_pending_lines(
    session: Session, *, award_id: UUID, identity: Identity, now: datetime
) -> int:
    """Accept every line of the caller that waits for an answer; how many there were.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (award_settled).
    """
    award, group_buy = lock_award(session, award_id, read=True)
    lines = lock_own_lines(session, award_id, identity)
    if not lines:
        raise NotFound()
    require(Permission.AWARD_LINE_DECIDE, identity, lines[0].line)
    refuse_outside_window(session, award, group_buy, now)
    waiting = [line for line in lines if line.acceptance == AcceptanceState.PENDING]
    for line in waiting:
        decided(line, AcceptanceEvent.ACCEPT, identity, now)
    return len(waiting)


def decline_award_line(
    session: Session,
    *,
    award_line_id: UUID,
    reason: str | None = None,
    identity: Identity,
    now: datetime,
) -> AwardLine:
    """Decline the line, with a reason if the member wants to give one; its place becomes free.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (line_unserved, award_settled,
    answer_final, place_taken).
    """
    answering = lock_to_answer(session, award_line_id, identity=identity, now=now)
    line = answering.line
    if line.acceptance == AcceptanceState.UNSERVED:
        raise Conflict("line_unserved")
    decided(line, AcceptanceEvent.DECLINE, identity, now, reason)
    tell_free_place(session, answering.award, line, now=now)
    return line


def decided(
    line: AwardLine,
    event: AcceptanceEvent,
    identity: Identity,
    now: datetime,
    reason: str | None = None,
) -> AwardLine:
    """Keep the answer; whatever was taken from another bidder before is given back."""
    line.decline_reason = reason
    line.decided_at, line.decided_by = now, identity.user_id
    for column in TAKEN:
        setattr(line, column, None)
    line.advance(event, by=identity, now=now, reason=reason)
    return line
