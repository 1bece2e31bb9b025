"""Where a price book stands in time: not yet, valid, ending soon, over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ENDS_SOON_DAYS = 30


class Validity(StrEnum):
    """Of a published price book on one day."""

    NOT_YET = "not_yet"
    VALID = "valid"
    ENDS_SOON = "ends_soon"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """`days_left` counts the last day: 1 on it, 0 once it is over."""

    validity: Validity
    days_left: int


def standing_on(day: date, valid_from: date, valid_to: date) -> Standing:
    """Where a book with these first and last days stands on the day."""
    days_left = max(0, (valid_to - day).days + 1)
    if days_left == 0:
        return Standing(Validity.OVER, 0)
    if day < valid_from:
        return Standing(Validity.NOT_YET, days_left)
    soon = days_left <= ENDS_SOON_DAYS
    return Standing(Validity.ENDS_SOON if soon else Validity.VALID, days_left)
