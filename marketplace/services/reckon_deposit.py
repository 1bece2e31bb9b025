"""What is asked of a member for its lines: at joining, and anew with each change until it pays.

A page that asks for another amount does not fit any more: it is closed, and another is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposits import DepositTerms as Terms
from marketplace.domain.deposits import deposit_minor, estimate_minor
from marketplace.domain.lives import DepositEvent, DepositState, LineState
from marketplace.models import Deposit, Line, Participation
from marketplace.models.audit import record
from marketplace.services.find_deposit_terms import find_terms
from marketplace.services.release_deposit import NOTHING_ASKED, release

COLUMNS = (
    "id", "group_buy_id", "participation_id", "member_id", "state", "amount_minor",
    "estimate_minor", "way", "interest_bps", "hold_days", "confirm_days", "rule_version",
    "asked_at", "version",
)  # fmt: skip
"""What a new deposit says of itself"""
FOLLOWING = (DepositState.DUE, DepositState.SAVED)
"Nothing is paid or being charged yet"


def deposit_rows(
    terms: Terms | None, lines: Sequence[Mapping[str, Any]], *, now: datetime
) -> list[dict[str, Any]]:
    """The row of `deposits` for a stay with these rows of `lines`; none when nothing is asked."""
    if terms is None or not lines:
        return []
    estimate = estimate_minor((one["shown_minor"], one["own_limit_minor"]) for one in lines)
    amount = deposit_minor(terms, estimate)
    if not amount:
        return []
    stay = {name: lines[0][name] for name in ("group_buy_id", "participation_id", "member_id")}
    return [
        stay
        | {
            "id": uuid4(),
            "state": str(DepositState.DUE),
            "amount_minor": amount,
            "estimate_minor": estimate,
            "way": str(terms.way),
            "interest_bps": terms.interest_bps,
            "hold_days": terms.hold_days,
            "confirm_days": terms.confirm_days,
            "rule_version": terms.rule_version,
            "asked_at": now,
            "version": 1,
        }
    ]


def reckon_anew(session: Session, stay: Participation, *, now: datetime) -> None:
    """After a change of lines: a deposit not yet paid follows them, or begins with them.

    One that is paid stands; at the lock what is above the cap goes back.
    """
    terms = find_terms(session, stay.group_buy_id)
    if terms is None:
        return
    query = sa.select(Deposit).where(Deposit.participation_id == stay.id)
    rows = deposit_rows(terms, [_row(line) for line in pooled_lines_of(stay)], now=now)
    if session.scalar(query) is None:
        _begin(session, rows, now)
        return
    # Waiting here for one that somebody has locked, with the audit chain locked already, would be
    # a deadlock. It follows when its page is asked for or looked at next, and at the lock.
    free = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    deposit = session.scalars(free).one_or_none()
    if deposit is not None:
        _follow(session, deposit, rows, now)


def follow_lines(session: Session, deposit: Deposit, *, now: datetime) -> None:
    """The same for one that the caller has locked, as long as there are lines to reckon from."""
    pooled = sa.select(Line).where(
        Line.participation_id == deposit.participation_id, Line.state == LineState.POOLED
    )
    lines = session.scalars(pooled).all()
    if lines and deposit.state in FOLLOWING:
        terms = find_terms(session, deposit.group_buy_id)
        _follow(session, deposit, deposit_rows(terms, [_row(one) for one in lines], now=now), now)


def _follow(
    session: Session, deposit: Deposit, rows: Sequence[dict[str, Any]], now: datetime
) -> None:
    """The amount for the lines as they are now; so little that nothing is asked: released."""
    if deposit.state == DepositState.RELEASED and rows:
        deposit.ended_at = deposit.ended_reason = None
        deposit.advance(DepositEvent.ASK_AGAIN, by=None, now=now)
    if deposit.state not in FOLLOWING:
        return
    if rows:
        deposit.estimate_minor = rows[0]["estimate_minor"]
        deposit.amount_minor = rows[0]["amount_minor"]
    else:
        release(session, deposit, NOTHING_ASKED, now)


def _begin(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    for row in rows:
        deposit = Deposit(**{name: value for name, value in row.items() if name != "version"})
        session.add(deposit)
        session.flush()
        record(session, deposit, "ask", by=None, now=now, to_state=str(deposit.state))


def pooled_lines_of(stay: Participation) -> list[Line]:
    return [line for line in stay.lines if line.state == LineState.POOLED]


def _row(line: Line) -> dict[str, Any]:
    names = "group_buy_id", "participation_id", "member_id", "shown_minor", "own_limit_minor"
    return {name: getattr(line, name) for name in names}
