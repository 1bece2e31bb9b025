"""When a deposit ends, and why: read off what became of the member's lines, never remembered.

Whatever ends a line, and whoever, the deposit follows; no act on lines has to think of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.domain.deposits import CLAIM_DAYS, RETURN_DAYS
from marketplace.domain.lives import GroupBuyState, ParticipationState

NOT_CARRIED_OUT = {
    GroupBuyState.FAILED: "group_buy_failed",
    GroupBuyState.CANCELLED: "group_buy_cancelled",
}


@dataclass(frozen=True)
class Standing:
    """Where the lines of one member stand.

    `open`: still to be awarded, answered or contracted; `unsigned`: in a contract that waits for
    signatures; `signed`: in a contract in force. Lines that left count nowhere.
    """

    group_buy: GroupBuyState
    stay: ParticipationState
    locks_at: datetime
    locked_at: datetime | None
    hold_days: int
    open: int = 0
    unsigned: int = 0
    signed: int = 0
    left: int = 0
    "declined, unserved or released after the lock"
    sign_due_at: datetime | None = None
    "of the last contract that waits"
    signed_at: datetime | None = None
    "of the last contract in force"
    left_at: datetime | None = None
    "of the line that left last"

    @property
    def settled_at(self) -> datetime | None:
        """Since when no line is open: the last signature, or a later leaving of another line."""
        known = [at for at in (self.signed_at, self.left_at) if at is not None]
        return max(known, default=None)


@dataclass(frozen=True)
class Ending:
    """Why the deposit ends, from when it is given back, and by when it must be back."""

    reason: str
    at: datetime
    due_at: datetime


def ending(standing: Standing, *, now: datetime) -> Ending | None:
    """The end that has come or is fixed; None while the lines may yet lead to a contract."""
    if standing.group_buy in NOT_CARRIED_OUT:
        return _at_once(NOT_CARRIED_OUT[standing.group_buy], now)
    if standing.stay == ParticipationState.LEFT:
        return _at_once("left", now)
    if not (standing.open or standing.unsigned or standing.signed):
        open_still = standing.group_buy == GroupBuyState.OPEN
        return None if open_still else _at_once("no_line_left", now)
    if not (standing.open or standing.unsigned) and standing.signed_at is not None:
        return _signed(standing, standing.signed_at)
    latest = latest_at(standing)
    return Ending("held_long_enough", latest, _due(latest)) if now >= latest else None


def latest_at(standing: Standing) -> datetime:
    """When it is given back at the latest, whatever the lines come to."""
    return (standing.locked_at or standing.locks_at) + timedelta(days=standing.hold_days)


def _signed(standing: Standing, signed_at: datetime) -> Ending:
    """Once no carrier may claim any more; its days are counted since no line is open."""
    since = standing.settled_at or signed_at
    return Ending("signed", max(since, signed_at + timedelta(days=CLAIM_DAYS)), _due(since))


def _at_once(reason: str, now: datetime) -> Ending:
    return Ending(reason, now, _due(now))


def _due(at: datetime) -> datetime:
    return at + timedelta(days=RETURN_DAYS)
