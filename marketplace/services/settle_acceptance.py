"""Close the acceptance window: silence declines, and what was accepted becomes contracts.

Unless too little was accepted for a carrier's prices to hold: then there is one re-award, and a
carrier that is still short after it confirms its prices or lets its lines go.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.firmness import Firmness
from marketplace.domain.lives import AcceptanceState, AwardState, GroupBuyEvent
from marketplace.errors import Conflict, TooEarly
from marketplace.models import Award, AwardLine, GroupBuy, Quote, QuotePrice
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_confirmations import ask_confirmations
from marketplace.services.draw_contracts import draw_contracts
from marketplace.services.find_awards import lock_award
from marketplace.services.find_firmness import firmness_of
from marketplace.services.release_lines import end_if_nothing_left
from marketplace.services.settle_lines import (
    free_to_draw,
    lapse,
    lock_rows,
    release_half_pairs,
    staying,
    tell_released,
)
from marketplace.services.start_reaward import start_reaward
from marketplace.services.wind_up import wind_up

log = logging.getLogger(__name__)


def settle_acceptance(
    session: Session,
    *,
    award_id: UUID,
    config: Config,
    jobs: JobQueue,
    identity: Identity | None = None,
    now: datetime,
) -> Award:
    """Let undecided lines lapse, draw contracts where prices hold, and see to a shortfall.

    Possible once the window has closed, or by the organiser once it is open and nobody has an
    answer left to give. Without any accepted line the group buy fails. Raises NotFound,
    Forbidden, TooEarly, Conflict (award_settled, award_not_standing, award_clock_stopped).
    """
    award, group_buy = lock_award(session, award_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, group_buy)
    _refuse_state(award, group_buy)
    rows = lock_rows(session, award)
    _refuse_early(session, award, now)
    lapse(rows, identity, now)
    halves = release_half_pairs(session, rows, now)
    award.settled_at = now
    stay = staying(rows)
    short = _short(session, award, rows)
    record(
        session,
        award,
        "settle",
        by=identity,
        now=now,
        accepted=len(stay),
        served=sum(row.carrier_id is not None for row in rows),
        short=sorted(str(carrier) for carrier in short),
    )
    tell_released(session, award, halves, group_buy, now)
    if stay:
        free = free_to_draw(session, rows, short)
        draw_contracts(session, award, free, config=config, identity=identity, now=now)
        _see_to(session, award, group_buy, rows, short, config, jobs, identity, now)
    else:
        group_buy.advance(GroupBuyEvent.FAIL, by=identity, now=now, reason="no_line_accepted")
        wind_up(session, group_buy, now=now)
    log.info("award_settled", extra={"award_id": award.id, "accepted": len(stay)})
    return award


def settle_due_award(
    session: Session, *, award_id: UUID, config: Config, jobs: JobQueue, now: datetime
) -> Award:
    """What the sweep does with an award that is due; nothing when somebody else was faster."""
    award, group_buy = lock_award(session, award_id)
    if award.settled_at is not None or group_buy.state != "awarded" or award.clock_stopped_at:
        return award
    return settle_acceptance(session, award_id=award_id, config=config, jobs=jobs, now=now)


def _short(session: Session, award: Award, rows: Sequence[AwardLine]) -> dict[UUID, Firmness]:
    """The carriers whose prices do not hold and that keep a line to be contracted."""
    waiting = {row.agreed_carrier_id for row in free_to_draw(session, rows, ())}
    found = firmness_of(session, award, rows)
    return {c: firm for c, firm in found.items() if not firm.holds and c in waiting}


def _see_to(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    rows: Sequence[AwardLine],
    short: dict[UUID, Firmness],
    config: Config,
    jobs: JobQueue,
    identity: Identity | None,
    now: datetime,
) -> None:
    """The carriers that are short: one re-award first, then their own confirmation.

    Contracts drawn before the re-award may all have ended by the second settlement.
    """
    if short and award.round == 1:
        start_reaward(session, award, group_buy, rows, short, jobs=jobs, identity=identity, now=now)
    elif short:
        ask_confirmations(session, award, group_buy, short, config=config, now=now)
    else:
        end_if_nothing_left(session, group_buy, by=identity, now=now)


def _refuse_state(award: Award, group_buy: GroupBuy) -> None:
    if award.settled_at is not None:
        raise Conflict("award_settled")
    if award.state != AwardState.STANDING or group_buy.state != "awarded":
        raise Conflict("award_not_standing")
    if award.clock_stopped_at is not None:
        raise Conflict("award_clock_stopped")


def _refuse_early(session: Session, award: Award, now: datetime) -> None:
    early = now >= award.acceptance_opens_at and not answers_left(session, award)
    opens_at = award.acceptance_opens_at if early else award.acceptance_due_at
    if now < opens_at:
        raise TooEarly(opens_at=opens_at.isoformat())


def answers_left(session: Session, award: Award) -> bool:
    """Whether a line waits for its answer, or was left out and may still take a quote."""
    priced = (
        sa.exists()
        .where(QuotePrice.rfq_id == award.rfq_id, QuotePrice.line_id == AwardLine.line_id)
        .where(Quote.id == QuotePrice.quote_id, Quote.usable)
    )
    left_out = sa.and_(
        AwardLine.acceptance == AcceptanceState.UNSERVED, AwardLine.held.is_(False), priced
    )
    pending = AwardLine.acceptance == AcceptanceState.PENDING
    query = sa.select(AwardLine.id).where(AwardLine.award_id == award.id, sa.or_(pending, left_out))
    return session.scalar(query.limit(1)) is not None
