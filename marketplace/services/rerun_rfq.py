"""The organiser asks again: the RFQ that came short, or was opened, is void; a new one is out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import GroupBuyEvent, RfqEvent, RfqProfile, RfqState
from marketplace.errors import Conflict, Invalid
from marketplace.models import Rfq
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_reaward import find_shortfall
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.issue_rfq import announce
from marketplace.services.put_rfq import Rerun, RfqTerms, put_rfq, terms_faults


def rerun_rfq(
    session: Session,
    *,
    rfq_id: UUID,
    reason: str,
    quotes_due_at: datetime,
    profile: RfqProfile = RfqProfile.SIMPLE,
    min_quotes: int | None = None,
    questions_due_at: datetime | None = None,
    notes: str = "",
    config: Config,
    identity: Identity,
    now: datetime,
) -> Rfq:
    """The new RFQ on every line still pooled, with keys and envelopes of its own.

    The old one's quotes, if opened, stay on record and count for nothing. From `awarded`, the
    group buy has to be taken back to `opened` first (GroupBuyEvent.REAWARD). Raises NotFound,
    Forbidden, IllegalMove, Invalid, Conflict (rfq_still_quoting: amend it instead;
    rerun_after_shortfall).
    """
    old = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, old.group_buy)
    if old.state == RfqState.QUOTING:
        raise Conflict("rfq_still_quoting")
    if find_shortfall(session, old.id) is not None:
        raise Conflict("rerun_after_shortfall")
    terms = RfqTerms(quotes_due_at, profile, min_quotes, questions_due_at, notes)
    old.advance(RfqEvent.VOID, by=identity, now=now, reason=reason)
    old.group_buy.advance(
        GroupBuyEvent.RERUN, by=identity, now=now, reason=reason, rfq_id=str(old.id)
    )
    if faults := terms_faults(terms, config, now):
        raise Invalid(faults)
    session.flush()  # one RFQ of a group buy is alive at a time
    rerun = Rerun(old.id, reason)
    rfq, invited = put_rfq(session, old.group_buy, terms, rerun=rerun, config=config, now=now)
    announce(session, rfq, invited, "rerun", identity, now)
    return rfq
