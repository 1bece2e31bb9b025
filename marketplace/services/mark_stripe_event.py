"""Marks of the processing of an event; and by hand, once more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import real_now_of
from marketplace.errors import NotFound
from marketplace.models import EventOutcome, StripeEvent
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

OPEN = sa.or_(StripeEvent.outcome.is_(None), StripeEvent.outcome == EventOutcome.FAILED)


def find_open_event(session: Session, event_id: str) -> StripeEvent | None:
    """The event while something is still to be done about it."""
    return session.scalars(
        sa.select(StripeEvent).where(StripeEvent.id == event_id, OPEN)
    ).one_or_none()


def mark_stripe_event(
    session: Session, *, event_id: str, outcome: EventOutcome, fault: str | None = None
) -> None:
    """What became of it; one that is done stays done, whatever another node says later."""
    session.execute(
        sa.update(StripeEvent)
        .where(StripeEvent.id == event_id, OPEN)
        .values(
            outcome=outcome,
            fault=fault,
            processed_at=real_now_of(session),
            attempts=StripeEvent.attempts + 1,
        )
    )


def process_again(
    session: Session, *, event_id: str, identity: Identity, jobs: JobQueue
) -> StripeEvent:
    """Ask for another look at what the event is about, now, whatever waits for its next try.

    Raises Forbidden, NotFound.
    """
    require(Permission.OPERATE, identity)
    event = session.get(StripeEvent, event_id)
    if event is None:
        raise NotFound()
    if event.outcome in (None, EventOutcome.FAILED):
        jobs.defer(session, "process_stripe_event", event_id=event.id)
    return event
