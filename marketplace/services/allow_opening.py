"""A reviewer lets the too few quotes of an RFQ be opened, as a negotiated purchase."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import RfqEvent, RfqState
from marketplace.errors import Conflict
from marketplace.models import Rfq
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.open_quotes import may_be_allowed
from marketplace.services.request_solve import request_solve
from marketplace.services.reveal_quotes import reveal_quotes


def allow_opening(
    session: Session,
    *,
    rfq_id: UUID,
    reason: str,
    config: Config,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Rfq:
    """Open the few quotes with a written reason, and have the cheapest award computed.

    Raises NotFound, Forbidden, Conflict (rfq_not_short; allowing_impossible: strict, or none came).
    """
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ALLOW, identity, rfq.group_buy)
    if rfq.state != RfqState.SHORT:
        raise Conflict("rfq_not_short", state=str(rfq.state))
    if not may_be_allowed(rfq):
        raise Conflict("allowing_impossible", profile=str(rfq.profile))
    rfq.allowed_at, rfq.allowed_by, rfq.allowed_reason = now, identity.user_id, reason
    reveal_quotes(
        session,
        rfq,
        RfqEvent.ALLOW,
        rfq.quotes_received or 0,
        config=config,
        jobs=jobs,
        identity=identity,
        now=now,
        reason=reason,
    )
    if rfq.state == RfqState.OPENED:
        session.flush()
        request_solve(session, rfq_id=rfq.id, jobs=jobs, now=now)
    return rfq
