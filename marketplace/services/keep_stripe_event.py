"""Keep an event of Stripe as it came, with the job that looks at what it is about."""

from __future__ import annotations

import logging

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.stripe_events import EventNote
from marketplace.models import StripeEvent
from marketplace.ports import JobQueue

log = logging.getLogger(__name__)


def keep_stripe_event(session: Session, *, note: EventNote, body: bytes, jobs: JobQueue) -> bool:
    """Whether it is new. An event that came before is known already: nothing is done twice."""
    values = {
        "id": note.id,
        "type": note.type,
        "object_kind": note.object_kind,
        "object_id": note.object_id,
        "livemode": note.livemode,
        "happened_at": note.happened_at,
        "body": body,
    }
    written = insert(StripeEvent).values(values).on_conflict_do_nothing().returning(StripeEvent.id)
    if session.scalar(written) is None:
        return False
    # One after the other for each object: both would only ask Stripe the same at once.
    lock = f"stripe:{note.object_id}"
    jobs.defer(session, "process_stripe_event", lock=lock, event_id=note.id)
    log.info("stripe_event_kept", extra={"event_id": note.id, "type": note.type})
    return True
