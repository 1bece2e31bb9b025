"""The rate rows that a carrier would quote: what is asked for, priced from its own price books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.security.identity import Identity
from marketplace.services.find_price_books import plain_rows, valid_on, visible_price_books
from marketplace.services.find_rfq_lines import RfqLineSeen, every_rfq_line
from marketplace.services.find_rfqs import is_invited

SORT = ("corridor", "product", "term_months", "protection")
Row = dict[str, Any]
Sort = tuple[str, str, int, str]


def find_rate_card(session: Session, rfq_id: UUID, identity: Identity, now: datetime) -> list[Row]:
    """One row for each thing asked for; NotFound to those who are not invited."""
    if not is_invited(session, rfq_id, identity):
        raise NotFound()
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    return suggest_rate_rows(session, lines, identity, now)


def suggest_rate_rows(
    session: Session, lines: Sequence[RfqLineSeen], identity: Identity, now: datetime
) -> list[Row]:
    """One row for each thing asked for, priced by the price book row that would serve it.

    Without such a row in a price book valid today it has no prices.
    """
    prices = _own_prices(session, identity, now)
    rows: dict[tuple[Sort, int], Row] = {}
    for sort, mbps in sorted({(_sort(line), line.mbps) for line in lines}):
        blank: Row = dict(zip(SORT, sort, strict=True)) | {"mbps": mbps}
        large_enough = (row for row in prices.get(sort, ()) if row["mbps"] >= mbps)
        row = next(large_enough, blank)
        rows.setdefault((sort, row["mbps"]), row)
    return list(rows.values())


def _own_prices(session: Session, identity: Identity, now: datetime) -> dict[Sort, list[Row]]:
    """The rows of the carrier's valid price books by what they price, by bandwidth."""
    prices: dict[Sort, list[Row]] = {}
    valid = visible_price_books(identity).where(valid_on(local_day(now)))
    for book in session.scalars(valid).all():
        for row in plain_rows(session, book):
            prices.setdefault(_sort(row), []).append(dict(row._mapping))
    for rows in prices.values():
        rows.sort(key=lambda row: row["mbps"])
    return prices


def _sort(row: Any) -> Sort:
    return (row.corridor, str(row.product), row.term_months, str(row.protection))
