"""Geometry of the firmness drawing: accepted bandwidth against what a carrier's prices need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.domain.firmness import Firmness
from marketplace.models import Organisation

WIDTH = 640
ROW, TEXT, BAR = 76, 24, 34


@dataclass(frozen=True)
class FirmBar:
    """One carrier: the whole bar is the larger of awarded and accepted Mbps."""

    carrier: Organisation
    firm: Firmness
    text_y: int
    y: int
    awarded: float
    accepted: float
    needed: float
    "where the mark of the least accepted bandwidth stands"


def firm_bars(found: Sequence[tuple[Organisation, Firmness]]) -> list[FirmBar]:
    """A bar for each carrier, all drawn to one scale."""
    most = max((max(f.awarded_mbps, f.accepted_mbps) for _, f in found), default=0) or 1
    return [
        FirmBar(
            carrier,
            firm,
            at * ROW + TEXT,
            at * ROW + BAR,
            round(WIDTH * firm.awarded_mbps / most, 1),
            round(WIDTH * firm.accepted_mbps / most, 1),
            round(WIDTH * firm.needed_mbps / most, 1),
        )
        for at, (carrier, firm) in enumerate(found)
    ]
