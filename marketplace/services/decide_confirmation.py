"""A carrier that is still short confirms its awarded prices, or releases its lines."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.db.session import now_of
from marketplace.domain.lives import ConfirmationEvent, ConfirmationState, GroupBuyState
from marketplace.errors import Conflict, NotFound, TooEarly, TooLate
from marketplace.models import Award, AwardConfirmation, AwardLine, GroupBuy
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.draw_contracts import draw_contracts
from marketplace.services.find_awards import lock_award
from marketplace.services.release_lines import end_if_nothing_left
from marketplace.services.settle_lines import (
    free_to_draw,
    lock_rows,
    release,
    release_half_pairs,
    tell_released,
)

log = logging.getLogger(__name__)
Locked = tuple[AwardConfirmation, Award, GroupBuy]


def confirm_prices(
    session: Session,
    *,
    confirmation_id: UUID,
    config: Config,
    identity: Identity,
    now: datetime,
) -> AwardConfirmation:
    """The awarded prices hold although less was accepted: the contracts are drawn.

    Raises NotFound, Forbidden, TooLate, Conflict (confirmation_decided, award_not_standing).
    """
    confirmation, award, group_buy = _lock(session, confirmation_id)
    require(Permission.AWARD_CONFIRM, identity, confirmation)
    _refuse_late(session, confirmation, group_buy)
    _decide(confirmation, ConfirmationEvent.CONFIRM, identity, now)
    rows = lock_rows(session, award)
    _go_on(session, award, group_buy, rows, config, now)
    return confirmation


def decline_prices(
    session: Session,
    *,
    confirmation_id: UUID,
    config: Config,
    identity: Identity,
    now: datetime,
) -> AwardConfirmation:
    """The carrier lets its lines go. Raises as `confirm_prices`."""
    confirmation, award, group_buy = _lock(session, confirmation_id)
    require(Permission.AWARD_CONFIRM, identity, confirmation)
    _refuse_late(session, confirmation, group_buy)
    _release(session, confirmation, award, group_buy, config, identity, now)
    return confirmation


def release_unconfirmed(
    session: Session, *, confirmation_id: UUID, config: Config, now: datetime
) -> AwardConfirmation:
    """Silence releases: what the sweep does with a confirmation that is due. Raises TooEarly."""
    confirmation, award, group_buy = _lock(session, confirmation_id)
    if confirmation.state != ConfirmationState.PENDING:
        return confirmation
    if group_buy.state != GroupBuyState.AWARDED:
        return confirmation
    if now < confirmation.due_at:
        raise TooEarly(opens_at=confirmation.due_at.isoformat())
    _release(session, confirmation, award, group_buy, config, None, now)
    return confirmation


def find_due_confirmations(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Confirmations that nobody gave in time."""
    query = (
        sa.select(AwardConfirmation.id)
        .join(GroupBuy, GroupBuy.id == AwardConfirmation.group_buy_id)
        .where(
            AwardConfirmation.state == ConfirmationState.PENDING,
            AwardConfirmation.due_at <= now,
            GroupBuy.state == GroupBuyState.AWARDED,
        )
    )
    return session.scalars(query.order_by(AwardConfirmation.due_at)).all()


def _lock(session: Session, confirmation_id: UUID) -> Locked:
    """The confirmation with its award and group buy, locked: the group buy first, always."""
    award_id = session.scalar(
        sa.select(AwardConfirmation.award_id).where(AwardConfirmation.id == confirmation_id)
    )
    if award_id is None:
        raise NotFound()
    award, group_buy = lock_award(session, award_id)
    confirmation = session.scalars(
        sa.select(AwardConfirmation)
        .where(AwardConfirmation.id == confirmation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return confirmation, award, group_buy


def _refuse_late(session: Session, confirmation: AwardConfirmation, group_buy: GroupBuy) -> None:
    """A group buy that was cancelled meanwhile draws no contract any more."""
    if group_buy.state != GroupBuyState.AWARDED:
        raise Conflict("award_not_standing")
    if confirmation.state != ConfirmationState.PENDING:
        raise Conflict("confirmation_decided", state=str(confirmation.state))
    if now_of(session) >= confirmation.due_at:
        raise TooLate(due_at=confirmation.due_at.isoformat())


def _decide(
    confirmation: AwardConfirmation,
    event: ConfirmationEvent,
    identity: Identity | None,
    now: datetime,
) -> None:
    confirmation.decided_at = now
    confirmation.decided_by = identity.user_id if identity else None
    confirmation.advance(event, by=identity, now=now)
    log.info("confirmation_decided", extra={"id": confirmation.id, "event": str(event)})


def _release(
    session: Session,
    confirmation: AwardConfirmation,
    award: Award,
    group_buy: GroupBuy,
    config: Config,
    identity: Identity | None,
    now: datetime,
) -> None:
    _decide(confirmation, ConfirmationEvent.RELEASE, identity, now)
    rows = lock_rows(session, award)
    carrier_id = confirmation.carrier_id
    waiting = free_to_draw(session, rows, set())
    mine = [row for row in waiting if row.agreed_carrier_id == carrier_id]
    release(session, mine, reason="not_confirmed", by=identity, now=now)
    halves = release_half_pairs(session, rows, now)
    tell_released(session, award, [*mine, *halves], group_buy, now)
    _go_on(session, award, group_buy, rows, config, now)


def _go_on(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    rows: Sequence[AwardLine],
    config: Config,
    now: datetime,
) -> None:
    """Draw what waits for no other carrier any more; with no contract left the group buy ends."""
    session.flush()
    undecided = session.scalars(
        sa.select(AwardConfirmation.carrier_id).where(
            AwardConfirmation.award_id == award.id,
            AwardConfirmation.state == ConfirmationState.PENDING,
        )
    ).all()
    free = free_to_draw(session, rows, set(undecided))
    draw_contracts(session, award, free, config=config, identity=None, now=now)
    session.flush()
    end_if_nothing_left(session, group_buy, by=None, now=now)
