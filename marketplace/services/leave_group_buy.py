"""A member leaves a group buy, freely until the lock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState, ParticipationState
from marketplace.domain.pooling import Pool, added, contribution
from marketplace.models import Participation
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_participation import apply_change, pooled
from marketplace.services.find_group_buys import find_frozen_terms


def leave_group_buy(
    session: Session, *, participation: Participation, identity: Identity, now: datetime
) -> Participation:
    """Leave freely, until the lock. Nobody else's ceiling rises. Raises TooLate, Conflict."""
    terms = find_frozen_terms(session, participation.group_buy_id)
    gone = contribution(terms.ladder, pooled(participation))
    for line in participation.lines:
        if line.state == LineState.POOLED:
            line.state = LineState.WITHDRAWN
    participation.state = ParticipationState.LEFT
    participation.left_at = now
    participation.version += 1
    record(
        session, participation, "leave", by=identity, now=now, from_state="joined", to_state="left"
    )
    change = added(Pool.empty(terms.ladder), gone, -1)
    apply_change(session, participation, terms, change, 0, [], [], identity, now)
    return participation
