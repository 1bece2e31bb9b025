"""The operator moves the market's clock forward: in demos and walkthroughs only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.models import DemoClock
from marketplace.models.audit import PLATFORM_CHAIN, record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class MarketClock:
    """The clock as a subject of the audit log."""

    id: UUID
    audit_subject: str = "clock"
    audit_chain: str = PLATFORM_CHAIN


def advance_clock(
    session: Session, *, seconds: int, jobs: JobQueue, identity: Identity, now: datetime
) -> datetime:
    """The market's time after moving it forward by so many seconds. Raises Forbidden.

    What has fallen due is acted on at once, as it would be had the time passed.
    """
    require(Permission.OPERATE, identity)
    clock = session.scalars(sa.select(DemoClock).with_for_update()).one()
    if clock.frozen_at is None:
        clock.shift += timedelta(seconds=seconds)
    else:
        clock.frozen_at += timedelta(seconds=seconds)
    record(session, MarketClock(UUID(int=0)), "advance", by=identity, now=now, seconds=seconds)
    session.flush()
    jobs.defer(session, "sweep_now")
    return now_of(session)
