"""The organiser asks the licensed carriers for sealed quotes on the locked demand."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import GroupBuyEvent, RfqProfile
from marketplace.errors import Invalid
from marketplace.models import Rfq
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.put_rfq import RfqTerms, put_rfq, terms_faults
from marketplace.services.tell_rfq import tell_carriers

log = logging.getLogger(__name__)


def issue_rfq(
    session: Session,
    *,
    group_buy_id: UUID,
    quotes_due_at: datetime,
    profile: RfqProfile = RfqProfile.SIMPLE,
    min_quotes: int | None = None,
    questions_due_at: datetime | None = None,
    notes: str = "",
    config: Config,
    identity: Identity,
    now: datetime,
) -> Rfq:
    """Issue the RFQ of a locked group buy: lots, lines, invitations and empty envelopes.

    Raises NotFound, Forbidden, IllegalMove, Invalid (times, quotes), Conflict (nobody to invite).
    """
    group_buy = find_group_buy(
        session, group_buy_id, identity, Permission.RFQ_ORGANISE, for_update=True
    )
    group_buy.advance(GroupBuyEvent.ISSUE_RFQ, by=identity, now=now)
    terms = RfqTerms(quotes_due_at, profile, min_quotes, questions_due_at, notes)
    if faults := terms_faults(terms, config, now):
        raise Invalid(faults)
    rfq, invited = put_rfq(session, group_buy, terms, config=config, now=now)
    announce(session, rfq, invited, "issue", identity, now)
    return rfq


def announce(
    session: Session,
    rfq: Rfq,
    invited: Sequence[UUID],
    event: str,
    identity: Identity,
    now: datetime,
) -> None:
    """Put a new RFQ on record and tell the invited carriers."""
    record(
        session,
        rfq,
        event,
        by=identity,
        now=now,
        to_state=str(rfq.state),
        reason=rfq.rerun_reason,
        profile=str(rfq.profile),
        min_quotes=rfq.min_quotes,
        quotes_due_at=rfq.quotes_due_at.isoformat(),
        invited=[str(carrier) for carrier in invited],
    )
    notice = "rfq_issued" if rfq.rerun_of_id is None else "rfq_rerun"
    tell_carriers(session, rfq, notice, now=now, due_at=rfq.quotes_due_at)
    log.info("rfq_issued", extra={"rfq_id": rfq.id, "invited": len(invited)})
