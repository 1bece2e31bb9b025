"""What a price book asks by bandwidth: a curve per term of each corridor, product, protection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Corridor, PriceBook, PriceBookRow

_R: Any = PriceBookRow


class CurveKey(NamedTuple):
    """What one picture shows."""

    corridor: str
    product: str
    protection: str

    def __str__(self) -> str:
        return "/".join(self)


@dataclass(frozen=True)
class CurvePoint:
    """One row: from the bandwidth of the row before up to this one it is the row's price."""

    mbps: int
    monthly_minor: int
    one_off_minor: int


def find_curve_keys(session: Session, book: PriceBook) -> list[CurveKey]:
    """Everything that the book prices, bandwidth and term apart."""
    query = (
        sa.select(Corridor.code, _R.product, _R.protection)
        .join(Corridor, Corridor.id == _R.corridor_id)
        .where(_R.book_id == book.id)
        .distinct()
        .order_by(Corridor.code, _R.product, _R.protection)
    )
    return [CurveKey(row[0], str(row[1]), str(row[2])) for row in session.execute(query)]


def find_price_curves(
    session: Session, book: PriceBook, key: CurveKey
) -> dict[int, list[CurvePoint]]:
    """The points of one picture by term in months, each by bandwidth."""
    query = (
        sa.select(_R.term_months, _R.mbps, _R.monthly_minor, _R.one_off_minor)
        .join(Corridor, Corridor.id == _R.corridor_id)
        .where(
            _R.book_id == book.id,
            Corridor.code == key.corridor,
            _R.product == key.product,
            _R.protection == key.protection,
        )
        .order_by(_R.term_months, _R.mbps)
    )
    curves: dict[int, list[CurvePoint]] = {}
    for term, *point in session.execute(query):
        curves.setdefault(term, []).append(CurvePoint(*point))
    return curves
