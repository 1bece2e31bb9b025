"""Ask that Stripe and the ledger be compared: a person, or the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import real_now_of
from marketplace.errors import Conflict, invalid
from marketplace.models import PaymentCheck
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

LOOKS_BACK = timedelta(days=35)
"What a run looks at unless told otherwise: more than a month, so that a run may be missed"
SHORTLY = timedelta(minutes=10)
"A run that has not ended after so long is dead, and another may be asked for"


def ask_payment_check(
    session: Session,
    *,
    jobs: JobQueue,
    identity: Identity | None,
    now: datetime,
    since: datetime | None = None,
    reread: bool = False,
) -> PaymentCheck:
    """A run that a job makes. `since` is in real time, as Stripe's; `identity` None: the day.

    Raises Forbidden, Invalid (a time to come), Conflict `payment_check_running`.
    """
    if identity is not None:
        require(Permission.OPERATE, identity)
    real_now = real_now_of(session)
    if since is not None and since > real_now:
        raise invalid("/since", "day_to_come")
    _require_none_running(session, real_now)
    check = PaymentCheck(
        id=uuid4(),
        asked_at=real_now,
        asked_by=identity.user_id if identity else None,
        since=since or real_now - LOOKS_BACK,
        reread=reread,
    )
    session.add(check)
    session.flush()
    if identity is not None:
        record(session, check, "asked", by=identity, now=now, since=check.since.isoformat())
    jobs.defer(session, "check_payments", lock="check_payments", check_id=str(check.id))
    return check


def _require_none_running(session: Session, real_now: datetime) -> None:
    running = sa.select(PaymentCheck.id).where(
        PaymentCheck.outcome.is_(None), PaymentCheck.asked_at > real_now - SHORTLY
    )
    if session.scalar(running.limit(1)) is not None:
        raise Conflict("payment_check_running")
