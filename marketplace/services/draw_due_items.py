"""What a line will owe comes into being with its activation: each payment of its schedule, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.line_schedule import ScheduledItem, scheduled_items
from marketplace.models import Contract, ContractLine, DueItem
from marketplace.models.audit import record
from marketplace.services.lock_service import lock_live_line


def draw_due_items(
    session: Session, contract: Contract, line: ContractLine, *, now: datetime
) -> int:
    """Write what is missing of the schedule of a line in service; how many items that were."""
    rows = [_row(contract, line, item, now) for item in schedule_of(contract, line)]
    if not rows:
        return 0
    written = insert(DueItem).on_conflict_do_nothing().returning(DueItem.id)
    drawn = len(session.scalars(written, rows).all())
    if drawn:
        record(session, line, "draw_due_items", by=None, now=now, items=drawn)
    return drawn


def schedule_of(contract: Contract, line: ContractLine) -> list[ScheduledItem]:
    """Every payment of the line; none before it is live.

    A line in service runs to the end of its term: nothing in the marketplace ends it sooner.
    """
    if line.live_on is None:
        return []
    return scheduled_items(
        line.live_on,
        line.months,
        one_off_minor=line.one_off_minor,
        first_month_minor=line.first_month_minor,
        monthly_minor=line.monthly_minor,
        vat_bps=contract.vat_bps,
    )


def find_lines_without_items(session: Session) -> Sequence[UUID]:
    """Lines in service of which nothing is due yet: live since before this was recorded."""
    query = sa.select(ContractLine.id).where(
        ContractLine.live_on.is_not(None),
        ContractLine.price_minor > 0,
        ~sa.exists().where(DueItem.contract_line_id == ContractLine.id),
    )
    return session.scalars(query.order_by(ContractLine.live_on)).all()


def draw_for_line(session: Session, *, contract_line_id: UUID, now: datetime) -> int:
    """As the sweep does for one line it found."""
    line, contract = lock_live_line(session, contract_line_id)
    return draw_due_items(session, contract, line, now=now)


def _row(
    contract: Contract, line: ContractLine, item: ScheduledItem, now: datetime
) -> dict[str, object]:
    return {
        "id": uuid4(),
        "contract_line_id": line.id,
        "contract_id": contract.id,
        "group_buy_id": line.group_buy_id,
        "number": item.number,
        "from_on": item.from_on,
        "to_on": item.to_on,
        "net_minor": item.net_minor,
        "vat_minor": item.vat_minor,
        "created_at": now,
    }
