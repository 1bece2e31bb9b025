"""What the sweep does with an RFQ that is due: open it and ask for the cheapest award."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import RfqState
from marketplace.models import Rfq
from marketplace.ports import JobQueue
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.open_quotes import open_quotes
from marketplace.services.request_solve import request_solve


def open_due_rfq(
    session: Session, *, rfq_id: UUID, config: Config, jobs: JobQueue, now: datetime
) -> Rfq:
    """Open the quotes; if that succeeds, request the cheapest solve in the same transaction.

    Nothing happens when somebody else was faster.
    """
    rfq = lock_rfq(session, rfq_id)
    if rfq.state != RfqState.QUOTING or now < rfq.quotes_due_at:
        return rfq
    rfq = open_quotes(session, rfq_id=rfq_id, config=config, jobs=jobs, now=now)
    if rfq.state == RfqState.OPENED:
        session.flush()
        request_solve(session, rfq_id=rfq_id, jobs=jobs, now=now)
    return rfq
