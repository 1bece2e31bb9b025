"""Job: screen the quotes of an RFQ that was opened; safe to run again."""

from __future__ import annotations

from uuid import UUID

from marketplace.db.session import now_of
from marketplace.runtime import Runtime
from marketplace.services import screen_quotes as service


def screen_quotes(runtime: Runtime, *, rfq_id: str) -> None:
    """All of it in one transaction: after a crash it is done from the start."""
    with runtime.database.unit_of_work() as session:
        service.screen_quotes(session, rfq_id=UUID(rfq_id), now=now_of(session))
