"""The hearing of a bidder: a reviewer asks it about a hit, it states its case, both on record."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from marketplace.errors import Conflict, NotFound, TooLate, invalid
from marketplace.models import GroupBuy, ScreenHearing, ScreenHit
from marketplace.models.audit import record
from marketplace.security.grants import GRANTS, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.decide_screen import lock_hit
from marketplace.services.tell_screens import tell_asked, tell_stated

log = logging.getLogger(__name__)


def ask_bidder(
    session: Session,
    *,
    hit_id: UUID,
    carrier_id: UUID,
    question: str,
    config: Config,
    identity: Identity,
    now: datetime,
) -> ScreenHearing:
    """Ask a bidder of the hit to state its case within the working days of the settings.

    The bidder reads the question and nothing else. Raises NotFound, Forbidden, Invalid, Conflict
    (screen_settled, bidder_asked).
    """
    hit, _ = lock_hit(session, hit_id, identity)
    if carrier_id not in hit.carriers:
        raise invalid("/carrier_id", "set_aside_not_of_hit")
    if any(one.carrier_id == carrier_id for one in hit.hearings):
        raise Conflict("bidder_asked")
    hearing = _hearing(hit, carrier_id, question, config, identity, now)
    session.add(hearing)
    session.flush()
    record(session, hearing, "ask", by=identity, now=now, carrier_id=str(carrier_id))
    tell_asked(session, hearing, now=now)
    log.info("bidder_asked", extra={"screen_hearing_id": hearing.id})
    return hearing


def state_case(
    session: Session, *, hearing_id: UUID, statement: str, identity: Identity, now: datetime
) -> ScreenHearing:
    """The bidder's statement, once. Raises NotFound, Forbidden, TooLate, Conflict (case_stated)."""
    hearing = _one(session, hearing_id, for_update=True)
    require(Permission.HEARING_STATE, identity, hearing)
    if hearing.stated_at is not None:
        raise Conflict("case_stated")
    if now >= hearing.due_at:
        raise TooLate(due_at=hearing.due_at.isoformat())
    hearing.statement, hearing.stated_at = statement, now
    hearing.stated_by = identity.user_id
    session.flush()
    record(session, hearing, "state", by=identity, now=now)
    tell_stated(session, hearing, now=now)
    return hearing


def hearings_of(identity: Identity) -> sa.Select[ScreenHearing]:
    """What the caller was asked; reviewers and observers read all hearings. Newest first."""
    require(Permission.MARKET_READ, identity)
    query = _whole().order_by(ScreenHearing.asked_at.desc(), ScreenHearing.id)
    if GRANTS[Permission.SCREEN_READ](identity, None):
        return query
    return query.where(ScreenHearing.carrier_id == identity.organisation_id)


def hearings_to_answer(identity: Identity, now: datetime) -> Any:
    """Hearings that wait for the caller's statement, with the titles of their group buys."""
    one = ScreenHearing
    return (
        sa.select(one.id, GroupBuy.title_zh, GroupBuy.title_en, one.due_at)
        .join(GroupBuy, GroupBuy.id == one.group_buy_id)
        .where(
            one.carrier_id == identity.organisation_id, one.stated_at.is_(None), one.due_at > now
        )
    )


def find_hearing(session: Session, *, hearing_id: UUID, identity: Identity) -> ScreenHearing:
    """Raises NotFound to all but the bidder, reviewers and observers."""
    hearing = _one(session, hearing_id)
    require(Permission.HEARING_READ, identity, hearing)
    return hearing


def _hearing(
    hit: ScreenHit,
    carrier_id: UUID,
    question: str,
    config: Config,
    identity: Identity,
    now: datetime,
) -> ScreenHearing:
    return ScreenHearing(
        id=uuid4(),
        hit=hit,
        group_buy_id=hit.group_buy_id,
        carrier_id=carrier_id,
        question=question,
        asked_at=now,
        asked_by=identity.user_id,
        due_at=end_of_day(nth_working_day_after(local_day(now), config.hearing_days)),
    )


def _whole() -> sa.Select[ScreenHearing]:
    return sa.select(ScreenHearing).options(
        joinedload(ScreenHearing.carrier), joinedload(ScreenHearing.group_buy)
    )


def _one(session: Session, hearing_id: UUID, *, for_update: bool = False) -> ScreenHearing:
    query = sa.select(ScreenHearing).where(ScreenHearing.id == hearing_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    hearing = session.scalars(query).one_or_none()
    if hearing is None:
        raise NotFound()
    return hearing
