"""What waits on a reviewer's desk: findings of the rules, and screens that hold an award."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_findings import waiting_findings
from marketplace.services.find_screens import held_awards


@dataclass(frozen=True)
class WaitingDesk:
    findings: int
    screens: int


def find_waiting_desk(
    session: Session, *, identity: Identity, findings: int | None = None
) -> WaitingDesk:
    """How much waits, by part of the desk; `findings` when they are counted. Raises Forbidden."""
    require(Permission.FINDING_DESK, identity)
    counted = _count(session, waiting_findings(identity)) if findings is None else findings
    return WaitingDesk(counted, _count(session, held_awards()))


def _count(session: Session, query: sa.Select[Any]) -> int:
    rows = query.order_by(None).subquery()
    return session.execute(sa.select(sa.func.count()).select_from(rows)).scalar_one()
