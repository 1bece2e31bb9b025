"""What waits on a reviewer's desk: findings of the rules, and screens that hold an award."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_findings import count_waiting
from marketplace.services.find_screens import count_held


@dataclass(frozen=True)
class WaitingDesk:
    findings: int
    screens: int


def find_waiting_desk(session: Session, *, identity: Identity) -> WaitingDesk:
    """How much waits, by part of the desk. Raises Forbidden."""
    require(Permission.FINDING_DESK, identity)
    return WaitingDesk(count_waiting(session, identity), count_held(session))
