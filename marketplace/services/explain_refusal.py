"""Why the pool did not take a change, found out after the fact and without a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import MARKET_NOW
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.modes import GroupBuyMode
from marketplace.errors import Conflict, MarketplaceError, NotFound, TooLate
from marketplace.models import GroupBuy
from marketplace.services.price_lines import PriceCheck

_FACTS = (
    GroupBuy.state,
    GroupBuy.mode,
    GroupBuy.organiser_id,
    GroupBuy.invited_ids,
    GroupBuy.locks_at,
    GroupBuy.cap_measure,
    GroupBuy.cap_at_most,
    GroupBuy.pooled_lines,
    GroupBuy.pooled_mbps,
    MARKET_NOW.label("now"),
)


def pool_refusal(
    session: Session,
    group_buy_id: UUID,
    wanted: dict[str, Any],
    *,
    reprice: Callable[[], PriceCheck],
) -> MarketplaceError:
    """The error that says which guard did not hold; a price that rose comes with the new one."""
    row = session.execute(sa.select(*_FACTS).where(GroupBuy.id == group_buy_id)).one_or_none()
    if row is None or not _may_take_part(row, wanted.get("member_id")):
        return NotFound()
    if row.state != GroupBuyState.OPEN:
        return Conflict("group_buy_not_open", state=str(row.state))
    if row.now >= row.locks_at:
        return TooLate(due_at=row.locks_at.isoformat())
    if row.cap_at_most is not None:
        taken = row.pooled_lines if row.cap_measure == "lines" else row.pooled_mbps
        asked = wanted["lines"] if row.cap_measure == "lines" else wanted["mbps"]
        if taken + asked > row.cap_at_most:
            # What is left is not told: it would reveal the others' demand (COMP-02).
            return Conflict("cap_reached", at_most=row.cap_at_most, measure=row.cap_measure)
    return price_rose(reprice())


def _may_take_part(row: Any, member_id: UUID | None) -> bool:
    """Not when the invitation to a directed group buy was taken back a moment before the join."""
    if row.mode != GroupBuyMode.DIRECTED or member_id is None:
        return True
    return bool(member_id == row.organiser_id or member_id in row.invited_ids)


def price_rose(check: PriceCheck) -> Conflict:
    """The refusal of a price that no longer holds, with the price that holds now."""
    error = Conflict("price_rose")
    error.details = {
        "lines": [
            {"list_minor": line.list_minor, "price_minor": line.price_minor} for line in check.lines
        ]
    }
    return error
