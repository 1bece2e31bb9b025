"""What a re-award takes over from the award before it: whole rows, and answers that survive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import AcceptanceState
from marketplace.models import Award, AwardLine, RfqLine, Solve
from marketplace.services.build_reaward import settled_rows


def carried_rows(session: Session, previous: Award, solve: Solve) -> list[AwardLine]:
    """The rows of lines that are not awarded again, answers and all."""
    again = _asked_again(session, solve)
    return [row for row in settled_rows(session, previous) if row.line_id not in again]


def agreed_rows(session: Session, previous: Award, solve: Solve) -> Mapping[UUID, AwardLine]:
    """By line that is awarded again, the row that its member agreed to before."""
    again = _asked_again(session, solve)
    rows = settled_rows(session, previous)
    return {row.line_id: row for row in rows if row.line_id in again and row.acceptance in STAYS}


def survived(row: dict[str, Any], before: AwardLine | None) -> dict[str, Any]:
    """The new row; accepted, and final, with the same carrier at no higher price than before."""
    if (
        before is None
        or row["carrier_id"] is None
        or row["carrier_id"] != before.agreed_carrier_id
        or before.agreed_price_minor is None
        or row["price_minor"] > before.agreed_price_minor
    ):
        return row
    return row | {
        "acceptance": AcceptanceState.ACCEPTED,
        "decided_at": before.decided_at,
        "decided_by": before.decided_by,
        "held": True,
    }


def _asked_again(session: Session, solve: Solve) -> set[UUID]:
    references = [line["id"] for line in solve.problem["lines"]]
    query: sa.Select[Any] = sa.select(RfqLine.line_id).where(
        RfqLine.rfq_id == solve.rfq_id, RfqLine.reference.in_(references)
    )
    return set(session.scalars(query))
