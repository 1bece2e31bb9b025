"""Lines of contracts that end before they are in force become free again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    AwardState,
    ConfirmationState,
    ContractState,
    GroupBuyEvent,
    GroupBuyState,
    LineState,
)
from marketplace.models import Award, AwardConfirmation, Contract, GroupBuy, Line
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.conclude_group_buy import conclude_if_done
from marketplace.services.wind_up import wind_up


def end_lines(
    session: Session, contract: Contract, *, reason: str, by: Identity | None, now: datetime
) -> None:
    """End every line of a contract that has just been cancelled, and release it."""
    ids = [line.line_id for line in contract.lines if line.ended_at is None]
    for row in contract.lines:
        row.ended_at = row.ended_at or now
    lines = session.scalars(sa.select(Line).where(Line.id.in_(ids)).with_for_update())
    release_lines(session, lines, reason=reason, by=by, now=now)


def release_lines(
    session: Session, lines: Iterable[Line], *, reason: str, by: Identity | None, now: datetime
) -> None:
    """The lines' members are free; the reason is a code, such as archive_denied."""
    for line in lines:
        if line.state != LineState.POOLED:
            continue
        before, line.state = line.state, LineState.RELEASED
        line.released_reason = reason
        record(
            session,
            line,
            "release",
            by=by,
            now=now,
            from_state=str(before),
            to_state=str(line.state),
            reason=reason,
        )


def end_if_nothing_left(
    session: Session, group_buy: GroupBuy, *, by: Identity | None, now: datetime
) -> None:
    """Conclude the group buy, whose row is locked, or fail it when no contract is left.

    To be called after a contract has ended.
    """
    if group_buy.state != GroupBuyState.AWARDED:
        return
    if conclude_if_done(session, group_buy, identity=by, now=now):
        return
    if session.scalar(_anything_left(group_buy)):
        return
    group_buy.advance(GroupBuyEvent.FAIL, by=None, now=now, reason="no_contract_left")
    wind_up(session, group_buy, now=now)


def _anything_left(group_buy: GroupBuy) -> sa.Select[bool]:
    """Whether a contract is alive, or some are still to be drawn."""
    award = sa.and_(Award.group_buy_id == group_buy.id, Award.state == AwardState.STANDING)
    return sa.select(
        sa.or_(
            sa.exists().where(
                Contract.group_buy_id == group_buy.id, Contract.state != ContractState.CANCELLED
            ),
            sa.exists().where(award, Award.settled_at.is_(None)),
            sa.exists().where(
                award,
                AwardConfirmation.award_id == Award.id,
                AwardConfirmation.state == ConfirmationState.PENDING,
            ),
        )
    )
