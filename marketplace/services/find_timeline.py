"""The timeline of a group buy: its own moves, and to its organiser what was missed at a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.models import GroupBuy
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_moves

HIDDEN = ("uninvite",)
"On record of a group buy, but whom it concerns its organiser alone knows"


@dataclass(frozen=True)
class Turn:
    """One step; `missed`: the thresholds missed, for those who read the demand."""

    event: str
    at: datetime
    from_state: str | None
    to_state: str | None
    reason: str | None
    missed: list[str] | None


def find_timeline(session: Session, group_buy: GroupBuy, identity: Identity) -> list[Turn]:
    """The steps, oldest first, of a group buy that the caller was given."""
    reads_demand = allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy)
    return [
        Turn(
            move.event,
            move.at,
            move.from_state,
            move.to_state,
            move.reason,
            move.facts.get("missed") if reads_demand else None,
        )
        for move in find_moves(session, group_buy)
        if reads_demand or move.event not in HIDDEN
    ]
