"""A reviewer decides on a hit, in writing: release the award, keep it held, or set quotes aside."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.screens import Effect, Kind, Outcome
from marketplace.errors import Conflict, Fault, Invalid, NotFound
from marketplace.models import Quote, Rfq, ScreenDecision, ScreenHearing, ScreenHit
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_reaward import find_shortfall
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.find_screens import is_settled
from marketplace.services.hold_award import held_hits
from marketplace.services.tell_screens import tell_released, tell_set_aside, tell_upheld

SET_ASIDE_REASON = "set_aside_by_review"
log = logging.getLogger(__name__)


def decide_screen(
    session: Session,
    *,
    hit_id: UUID,
    outcome: Outcome,
    reason: str,
    set_aside: Collection[UUID] = (),
    identity: Identity,
    now: datetime,
) -> ScreenHit:
    """Decide with a written reason; released and set aside are final, upheld may change.

    `set_aside` names carriers of the hit, each heard before. Raises NotFound, Forbidden, Invalid,
    Conflict (screen_settled, hearing_needed, rfq_not_opened).
    """
    hit, rfq = lock_hit(session, hit_id, identity)
    carriers = sorted(set(set_aside))
    if faults := _faults(hit, outcome, carriers):
        raise Invalid(faults)
    if carriers:
        _set_aside(session, hit, rfq, carriers, now)
    _keep(session, hit, outcome, reason, carriers, identity, now)
    _tell(session, rfq, hit, outcome, now)
    log.info("screen_decided", extra={"screen_hit_id": hit.id, "outcome": str(outcome)})
    return hit


def lock_hit(session: Session, hit_id: UUID, identity: Identity) -> tuple[ScreenHit, Rfq]:
    """An unsettled hit and its RFQ, locked. Raises NotFound, Forbidden, Conflict."""
    require(Permission.SCREEN_DECIDE, identity)
    rfq_id = session.scalar(sa.select(ScreenHit.rfq_id).where(ScreenHit.id == hit_id))
    if rfq_id is None:
        raise NotFound()
    rfq = lock_rfq(session, rfq_id)
    hit = session.get_one(ScreenHit, hit_id, populate_existing=True)
    if is_settled(hit):
        raise Conflict("screen_settled")
    return hit, rfq


def _faults(hit: ScreenHit, outcome: Outcome, carriers: Collection[UUID]) -> list[Fault]:
    if outcome != Outcome.SET_ASIDE:
        return [Fault("/set_aside", "set_aside_unwanted")] if carriers else []
    if hit.kind != Kind.DEEMED:
        return [Fault("/outcome", "set_aside_of_suspicion")]
    if not carriers:
        return [Fault("/set_aside", "set_aside_whom")]
    return [
        Fault(f"/set_aside/{at}", "set_aside_not_of_hit")
        for at, carrier in enumerate(carriers)
        if carrier not in hit.carriers
    ]


def _set_aside(
    session: Session, hit: ScreenHit, rfq: Rfq, carriers: Collection[UUID], now: datetime
) -> None:
    """The quotes stay on record and readable; no award is computed or made with them."""
    if rfq.state != RfqState.OPENED or rfq.group_buy.state != GroupBuyState.OPENED:
        raise Conflict("rfq_not_opened", state=str(rfq.state))
    if find_shortfall(session, rfq.id) is not None:
        raise Conflict("reaward_needed")
    if missing := set(carriers) - _heard(hit, now):
        raise Conflict("hearing_needed", count=len(missing))
    session.execute(
        sa.update(Quote)
        .where(Quote.rfq_id == rfq.id, Quote.carrier_id.in_(carriers))
        .values(usable=False, unusable_reason=SET_ASIDE_REASON)
    )
    tell_set_aside(session, rfq, carriers, now)


def _heard(hit: ScreenHit, now: datetime) -> set[UUID]:
    """Who has spoken, or let the time for it pass."""
    return {one.carrier_id for one in hit.hearings if _is_over(one, now)}


def _is_over(hearing: ScreenHearing, now: datetime) -> bool:
    return hearing.stated_at is not None or now >= hearing.due_at


def _keep(
    session: Session,
    hit: ScreenHit,
    outcome: Outcome,
    reason: str,
    carriers: list[UUID],
    identity: Identity,
    now: datetime,
) -> None:
    decision = ScreenDecision(
        id=uuid4(),
        hit=hit,
        outcome=outcome,
        reason=reason,
        set_aside=carriers,
        decided_at=now,
        decided_by=identity.user_id,
    )
    session.add(decision)
    session.flush()
    record(
        session,
        hit,
        "decide",
        by=identity,
        now=now,
        to_state=str(outcome),
        reason=reason,
        screen=hit.screen,
        set_aside=[str(carrier) for carrier in carriers],
    )


def _tell(session: Session, rfq: Rfq, hit: ScreenHit, outcome: Outcome, now: datetime) -> None:
    if outcome == Outcome.UPHELD:
        tell_upheld(session, rfq, hit, now=now)
    elif hit.effect == Effect.HOLD and not held_hits(session, rfq.id):
        tell_released(session, rfq, now=now)
