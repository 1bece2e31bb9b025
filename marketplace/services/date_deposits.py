"""By when each part of a deposit is back, as things stand: the same on page, list and API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from marketplace.domain.deposit_ends import Ending, Standing, ending
from marketplace.domain.deposits import RETURN_DAYS
from marketplace.domain.lives import RETURN_OVER, DepositState
from marketplace.models import Deposit
from marketplace.services.find_deposit_standing import find_standings

WITH_US = (DepositState.HELD, DepositState.CLAIMED)


class PartKind(StrEnum):
    GOES_BACK = "goes_back"
    "on its way back"
    HELD = "held"
    CLAIMED = "claimed"
    "waits for the decision of claims"


@dataclass(frozen=True)
class Part:
    """Fen of what was paid; `due_at`: back by then, or of what is claimed, decided by then."""

    kind: PartKind
    amount_minor: int
    due_at: datetime


@dataclass(frozen=True)
class DatedDeposit:
    deposit: Deposit
    parts: list[Part]
    "of what lies with the platform"
    back_by: datetime | None
    "by when the last part is back as things stand; None: nothing has to go back"


def date_deposits(
    session: Session, deposits: Sequence[Deposit], *, now: datetime
) -> list[DatedDeposit]:
    """Each with its parts, in one query however many there are."""
    session.flush()
    standings = find_standings(session, [one.id for one in deposits])
    return [date_deposit(one, standings[one.id], now) for one in deposits]


def date_deposit(deposit: Deposit, standing: Standing, now: datetime) -> DatedDeposit:
    end = ending(standing, now=now)
    return DatedDeposit(deposit, list(_parts(deposit, end)), _back_by(deposit, end))


def _parts(deposit: Deposit, end: Ending | None) -> Iterator[Part]:
    for one in deposit.returns:
        if one.state not in RETURN_OVER:
            yield Part(PartKind.GOES_BACK, one.amount_minor, one.due_at)
    if deposit.state in WITH_US and deposit.free_minor > 0:
        yield Part(PartKind.HELD, deposit.free_minor, _free_by(deposit, end))
    if deposit.live_claims:
        yield Part(PartKind.CLAIMED, deposit.claimed_minor, _decided_by(deposit))


def _free_by(deposit: Deposit, end: Ending | None) -> datetime:
    """What a claim decided later left free goes back with the last claim, if not at once."""
    due_at = end.due_at if end is not None else deposit.back_at_latest
    back = {one.reason for one in deposit.returns}
    waits = end is not None and end.reason in back and deposit.live_claims
    return _claims_back_by(deposit) if waits else due_at


def _decided_by(deposit: Deposit) -> datetime:
    """The next day of the claim that takes longest: decided, answered, or not contested by then."""
    return max(one.next_due_at for one in deposit.live_claims)


def _claims_back_by(deposit: Deposit) -> datetime:
    return _decided_by(deposit) + timedelta(days=RETURN_DAYS)


def _back_by(deposit: Deposit, end: Ending | None) -> datetime | None:
    if deposit.return_due_at is not None or deposit.state == DepositState.RELEASED:
        return deposit.return_due_at
    due_at = end.due_at if end is not None else deposit.back_at_latest
    return max(due_at, _claims_back_by(deposit)) if deposit.live_claims else due_at
