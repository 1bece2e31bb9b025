"""Record what is seen at Stripe with what of ours it is about."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from marketplace.domain.payments import AboutKind, Seen

log = logging.getLogger(__name__)


class Recorder(Protocol):
    """Brings one of ours up to what is seen; the same or something older changes nothing."""

    def __call__(self, session: Session, seen: Seen, *, now: datetime) -> None: ...


RECORDERS: dict[AboutKind, Recorder] = {}
"Who records what is about which kind"


def record_seen(session: Session, seen: Seen, *, now: datetime) -> bool:
    """Whether it is about something of ours; what it says is recorded then."""
    if seen.about is None or seen.about.kind not in RECORDERS:
        log.info("stripe_object_not_ours", extra={"stripe_id": seen.id})
        return False
    RECORDERS[seen.about.kind](session, seen, now=now)
    return True
