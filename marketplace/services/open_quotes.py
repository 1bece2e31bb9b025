"""At the due time the quotes are counted, and opened only if enough came."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import RfqEvent, RfqProfile, RfqState
from marketplace.errors import TooEarly
from marketplace.models import Rfq
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.read_envelopes import count_quotes
from marketplace.services.reveal_quotes import reveal_quotes
from marketplace.services.tell_rfq import tell_carriers, tell_organiser, tell_reviewers

log = logging.getLogger(__name__)


def open_quotes(
    session: Session,
    *,
    rfq_id: UUID,
    config: Config,
    jobs: JobQueue,
    identity: Identity | None = None,
    now: datetime,
) -> Rfq:
    """Open the RFQ; with too few quotes it is short, and nothing is decrypted.

    Raises NotFound, Forbidden, IllegalMove (not quoting), TooEarly (before `quotes_due_at`).
    """
    rfq = lock_rfq(session, rfq_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    if rfq.state == RfqState.QUOTING and now < rfq.quotes_due_at:
        raise TooEarly(opens_at=rfq.quotes_due_at.isoformat())
    rfq.life.after(rfq.state, RfqEvent.OPEN)
    received = count_quotes(session, rfq=rfq, sealing_key=config.sealing_key, now=now)
    if received < rfq.min_quotes:
        return _fall_short(session, rfq, received, identity, now)
    return reveal_quotes(
        session, rfq, RfqEvent.OPEN, received, config=config, jobs=jobs, identity=identity, now=now
    )


def may_be_allowed(rfq: Rfq) -> bool:
    """Whether a reviewer may let the few quotes be opened, as a negotiated purchase."""
    return (
        rfq.state == RfqState.SHORT
        and rfq.profile == RfqProfile.SIMPLE
        and bool(rfq.quotes_received)
    )


def _fall_short(
    session: Session, rfq: Rfq, received: int, identity: Identity | None, now: datetime
) -> Rfq:
    """The group buy stays quoting: a re-run, a reviewer's leave or the end may follow."""
    rfq.quotes_received = received
    rfq.advance(RfqEvent.FALL_SHORT, by=identity, now=now, received=received, needed=rfq.min_quotes)
    tell_organiser(session, rfq, "rfq_short", now=now)
    tell_carriers(session, rfq, "rfq_short_carriers", now=now)
    if may_be_allowed(rfq):
        tell_reviewers(session, rfq, "rfq_leave_wanted", now=now, path="/allow")
    log.info("rfq_short", extra={"rfq_id": rfq.id})
    return rfq
