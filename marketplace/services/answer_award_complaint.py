"""Dismiss or uphold a complaint against an award, in writing; upheld, it may end the award."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import (
    AwardComplaintEvent,
    AwardState,
    GroupBuyEvent,
)
from marketplace.errors import Conflict, Fault, Forbidden, Invalid
from marketplace.models import Award, AwardComplaint, GroupBuy, Rfq
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.new_award import supersede_award
from marketplace.services.rerun_rfq import rerun_rfq
from marketplace.services.run_on_standstill import lock_complaint, run_on_if_answered
from marketplace.services.tell_award import tell_award, tell_organisation, tell_organiser

NO_EFFECT, REAWARD, RERUN = "none", "reaward", "rerun"
DISMISSED, UPHELD = "dismissed", "upheld"
log = logging.getLogger(__name__)


def answer_award_complaint(
    session: Session,
    *,
    complaint_id: UUID,
    decision: str,
    answer: str,
    effect: str = NO_EFFECT,
    quotes_due_at: datetime | None = None,
    config: Config,
    identity: Identity,
    now: datetime,
) -> AwardComplaint:
    """Dismiss or uphold a complaint in writing. Upheld with `reaward` or `rerun`: the award ends.

    With `rerun` the organiser may give the time until which quotes are asked for again: the RFQ
    is run again at once. Raises NotFound, Forbidden, Invalid, IllegalMove (closed), Conflict
    (award_settled).
    """
    complaint, award, group_buy = lock_complaint(session, complaint_id)
    require(Permission.AWARD_COMPLAINT_ANSWER, identity, group_buy)
    if identity.is_of(complaint.complainant_id):
        raise Forbidden("complaint_of_ones_own")
    event = AwardComplaintEvent.UPHOLD if decision == UPHELD else AwardComplaintEvent.DISMISS
    complaint.life.after(complaint.state, event)
    _refuse_effect(award, decision, effect)
    complaint.answer, complaint.answered_at, complaint.answered_by = answer, now, identity.user_id
    complaint.effect = effect if decision == UPHELD else None
    complaint.advance(event, by=identity, now=now, reason=answer, effect=complaint.effect)
    tell_organisation(
        session,
        award,
        "award_complaint_answered",
        complaint.complainant_id,
        about=complaint.id,
        now=now,
    )
    if complaint.effect in (REAWARD, RERUN):
        _end_award(session, award, group_buy, complaint, identity, now)
        if quotes_due_at is not None and complaint.effect == RERUN:
            _run_again(session, award, answer, quotes_due_at, config, identity, now)
    else:
        run_on_if_answered(session, award, by=identity, now=now)
    log.info("award_complaint_answered", extra={"complaint_id": complaint.id})
    return complaint


def _refuse_effect(award: Award, decision: str, effect: str) -> None:
    if decision == DISMISSED and effect != NO_EFFECT:
        raise Invalid([Fault("/effect", "effect_of_dismissed")])
    if effect != NO_EFFECT and award.state != AwardState.STANDING:
        raise Invalid([Fault("/effect", "effect_on_superseded")])
    if effect != NO_EFFECT and award.round > 1:
        raise Invalid([Fault("/effect", "effect_after_shortfall")])
    if award.settled_at is not None and award.state == AwardState.STANDING:
        raise Conflict("award_settled")


def _end_award(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    complaint: AwardComplaint,
    identity: Identity,
    now: datetime,
) -> None:
    """The award no longer stands; its organiser picks again, or asks for quotes again."""
    supersede_award(session, award, reason=complaint.answer or "", by=identity, now=now)
    group_buy.advance(
        GroupBuyEvent.REAWARD,
        by=identity,
        now=now,
        reason=complaint.answer,
        effect=complaint.effect,
    )
    event = "award_superseded" if complaint.effect == REAWARD else "award_superseded_rerun"
    tell_award(session, award, event, now=now)
    tell_organiser(session, award, event, now=now)


def _run_again(
    session: Session,
    award: Award,
    reason: str,
    quotes_due_at: datetime,
    config: Config,
    identity: Identity,
    now: datetime,
) -> None:
    """Ask for quotes again on the terms of the RFQ before; Forbidden to who is not organiser."""
    session.flush()
    old = session.get_one(Rfq, award.rfq_id)
    rerun_rfq(
        session,
        rfq_id=old.id,
        reason=reason,
        quotes_due_at=quotes_due_at,
        profile=old.profile,
        min_quotes=old.min_quotes,
        notes=old.notes,
        config=config,
        identity=identity,
        now=now,
    )
