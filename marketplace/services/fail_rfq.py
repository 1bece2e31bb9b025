"""An RFQ ends without an award: no usable quote, or too few and the organiser gives up."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyEvent, RfqEvent, RfqState
from marketplace.errors import Conflict
from marketplace.models import Rfq
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.tell_rfq import tell_carriers
from marketplace.services.wind_up import wind_up

log = logging.getLogger(__name__)


def fail_rfq(
    session: Session, *, rfq_id: UUID, reason: str, identity: Identity, now: datetime
) -> Rfq:
    """The organiser ends an RFQ that came short, and its group buy with it.

    Raises NotFound, Forbidden, Conflict (rfq_not_short).
    """
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    if rfq.state != RfqState.SHORT:
        raise Conflict("rfq_not_short", state=str(rfq.state))
    return fail_with(session, rfq, "too_few_quotes", words=reason, identity=identity, now=now)


def fail_with(
    session: Session,
    rfq: Rfq,
    code: str,
    *,
    words: str | None = None,
    identity: Identity | None,
    now: datetime,
) -> Rfq:
    """Fail the locked RFQ and its group buy for the reason `code`; everyone in it is told."""
    rfq.failed_reason = code
    reason = words or code
    rfq.advance(
        RfqEvent.FAIL, by=identity, now=now, reason=reason, code=code, received=rfq.quotes_received
    )
    rfq.group_buy.advance(GroupBuyEvent.FAIL, by=identity, now=now, reason=reason)
    tell_carriers(session, rfq, "rfq_failed", now=now)
    wind_up(session, rfq.group_buy, now=now)
    log.info("rfq_failed", extra={"rfq_id": rfq.id, "reason": code})
    return rfq
