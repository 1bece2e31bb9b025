"""A member answers several of its awarded lines at once: accept, decline, take another quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import AcceptanceState
from marketplace.errors import Conflict, Fault, Invalid, NotFound
from marketplace.models import AwardLine
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.choose_other_quote import choose_other_quote
from marketplace.services.decide_award_line import accept_award_line, decline_award_line
from marketplace.services.find_awards import lock_award
from marketplace.services.lock_award_lines import lock_own_lines, refuse_outside_window

LINE = "award_line_id"
"Names the line in a fault of its answer"


@dataclass(frozen=True)
class Answer:
    """What a member says to one award line; with a carrier: that one's quote is taken."""

    award_line_id: UUID
    accept: bool = False
    carrier_id: UUID | None = None
    consent: bool = False
    "to a price above the ceiling, of that carrier"
    reason: str | None = None
    "of a line that is declined"

    @property
    def declines(self) -> bool:
        return not self.accept and self.carrier_id is None


def answer_award_lines(
    session: Session,
    *,
    award_id: UUID,
    answers: Sequence[Answer | None],
    identity: Identity,
    now: datetime,
) -> int:
    """Give every answer that is not the one that stands; how many there were. All or none.

    None says nothing: it keeps the place of a line that is left as it is.

    Raises NotFound, Forbidden, TooEarly, TooLate, Conflict (award_not_standing, award_settled,
    award_clock_stopped) and Invalid, with what is wrong with each answer at `/answers/{at}`, its
    line in the fault's `award_line_id`.
    """
    award, group_buy = lock_award(session, award_id, read=True)
    rows = {row.id: row for row in lock_own_lines(session, award_id, identity)}
    if not rows:
        raise NotFound()
    require(Permission.AWARD_LINE_DECIDE, identity, next(iter(rows.values())).line)
    refuse_outside_window(session, award, group_buy, now)
    said = [(at, answer) for at, answer in enumerate(answers) if answer is not None]
    faults, given = list(_misnamed(said, rows)), 0
    for at, answer in sorted(said, key=lambda one: _turn(one[1])):
        row = rows.get(answer.award_line_id)
        if row is not None and not _stands(row, answer):
            given += 1
            faults += _give(session, answer, f"/answers/{at}", identity, now)
    if faults:
        raise Invalid(faults)
    return given


def _misnamed(
    said: Sequence[tuple[int, Answer]], rows: Mapping[UUID, AwardLine]
) -> Iterator[Fault]:
    """Lines that are not the caller's, and lines that are answered twice; each at its place."""
    first: dict[UUID, int] = {}
    for at, answer in said:
        line = answer.award_line_id
        named = {LINE: str(line)}
        if line not in rows:
            yield Fault(f"/answers/{at}", "not_known", {"value": str(line)} | named)
        elif first.setdefault(line, at) != at:
            yield Fault(f"/answers/{at}", "duplicate", {"first": first[line] + 1} | named)


def _turn(answer: Answer) -> tuple[int, str]:
    """Places are freed before they are asked for; quotes are locked by one order for everybody."""
    if answer.declines:
        return 0, ""
    return (2, "") if answer.accept else (1, str(answer.carrier_id))


def _stands(row: AwardLine, answer: Answer) -> bool:
    """Whether the row has this answer already."""
    if answer.accept:
        return row.acceptance == AcceptanceState.ACCEPTED
    if answer.declines:
        declined = row.acceptance == AcceptanceState.DECLINED
        return declined and row.decline_reason == answer.reason
    chosen = row.acceptance == AcceptanceState.CHOSEN
    return chosen and row.taken_carrier_id == answer.carrier_id


def _give(
    session: Session, answer: Answer, pointer: str, identity: Identity, now: datetime
) -> list[Fault]:
    """What is wrong with the answer; nothing when it is given."""
    row = answer.award_line_id
    try:
        if answer.accept:
            accept_award_line(session, award_line_id=row, identity=identity, now=now)
        elif answer.carrier_id is None:
            decline_award_line(
                session, award_line_id=row, reason=answer.reason, identity=identity, now=now
            )
        else:
            choose_other_quote(
                session,
                award_line_id=row,
                carrier_id=answer.carrier_id,
                consent=answer.consent,
                identity=identity,
                now=now,
            )
    except Conflict as refused:
        return [Fault(pointer, refused.code, refused.params | {LINE: str(row)})]
    except Invalid as refused:
        return [
            Fault(pointer + one.pointer, one.code, one.params | {LINE: str(row)})
            for one in refused.faults
        ]
    return []
