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


def find_waiting_desk(
    session: Session, *, identity: Identity, findings: int | None = None
) -> WaitingDesk:
    """How much waits, by part of the desk; `findings` when they are counted. Raises Forbidden."""
    require(Permission.FINDING_DESK, identity)
    counted = count_waiting(session, identity) if findings is None else findings
    return WaitingDesk(counted, count_held(session))
