"""A carrier changes many rows of a draft price book at once, after having seen what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.price_change import RowChange, change_faults, changed, row_fault
from marketplace.domain.price_rows import RowSource, tier_cliffs
from marketplace.errors import Fault, Invalid, invalid
from marketplace.models import Corridor, PriceBook, PriceBookRow
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import refuse_unless_draft, touch
from marketplace.services.find_price_books import plain_rows

_R: Any = PriceBookRow
_EQUAL = ("product", "term_months", "protection")
Selection = Mapping[str, Any]
"corridor (code), product, term_months, protection, mbps_from, mbps_to; None: any"


@dataclass(frozen=True)
class Preview:
    """What a change would do: the selected rows, and what would look odd afterwards."""

    rows: list[RowChange]
    warnings: list[Fault]

    @property
    def moving(self) -> list[RowChange]:
        return [row for row in self.rows if row.moves]


def preview_change(
    session: Session,
    *,
    book: PriceBook,
    select: Selection,
    change: Mapping[str, Any],
    identity: Identity,
) -> Preview:
    """Each selected row before and after; nothing is written.

    Raises Forbidden, Conflict (no draft), Invalid (nothing selected or changed, prices too low).
    """
    refuse_unless_draft(book, identity)
    if faults := change_faults(change):
        raise Invalid(faults)
    selected = {row.id for row in session.execute(_selected(book, select))}
    if not selected:
        raise invalid("/select", "no_row_selected")
    every = [row._mapping for row in plain_rows(session, book)]
    rows = [changed(row, change) for row in every if row["id"] in selected]
    found = (row_fault(index, row) for index, row in enumerate(rows))
    if faults := [fault for fault in found if fault is not None]:
        raise Invalid(faults)
    after = {row.row["id"]: row.after for row in rows}
    whole = {at: {**row, **after.get(row["id"], {})} for at, row in enumerate(every, start=1)}
    return Preview(rows, tier_cliffs(RowSource(whole)))


def change_price_book_rows(
    session: Session,
    *,
    book: PriceBook,
    select: Selection,
    change: Mapping[str, Any],
    identity: Identity,
    now: datetime,
) -> Preview:
    """The same, written: all of it or nothing."""
    preview = preview_change(session, book=book, select=select, change=change, identity=identity)
    values = [{"id": row.row["id"], **row.after} for row in preview.moving]
    if values:
        session.execute(sa.update(PriceBookRow), values)
    touch(book)
    named = {name: value for name, value in change.items() if value is not None}
    among = {name: str(value) for name, value in select.items() if value is not None}
    record(
        session,
        book,
        "change_rows",
        by=identity,
        now=now,
        rows=len(values),
        select=among,
        change=named,
    )
    return preview


def _selected(book: PriceBook, select: Selection) -> sa.Select[Any]:
    query = sa.select(_R.id).where(_R.book_id == book.id)
    if select.get("corridor") is not None:
        query = query.join(Corridor, Corridor.id == _R.corridor_id)
        query = query.where(Corridor.code == select["corridor"])
    for name in _EQUAL:
        if select.get(name) is not None:
            query = query.where(getattr(_R, name) == select[name])
    if select.get("mbps_from") is not None:
        query = query.where(_R.mbps >= select["mbps_from"])
    if select.get("mbps_to") is not None:
        query = query.where(_R.mbps <= select["mbps_to"])
    return query
