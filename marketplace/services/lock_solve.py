"""One computation for its organiser to act on."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.errors import NotFound
from marketplace.models import Rfq, Solve
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def lock_solve(session: Session, solve_id: UUID, identity: Identity) -> Solve:
    """The solve, locked; raises NotFound, and Forbidden to all but the organiser."""
    solve = session.scalars(
        sa.select(Solve)
        .join(Solve.rfq)
        .where(Solve.id == solve_id)
        .options(contains_eager(Solve.rfq).joinedload(Rfq.group_buy))
        .with_for_update(of=Solve)
    ).one_or_none()
    if solve is None:
        raise NotFound()
    require(Permission.RFQ_ORGANISE, identity, solve.rfq.group_buy)
    return solve
