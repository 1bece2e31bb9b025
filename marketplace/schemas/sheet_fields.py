"""Fields of a spreadsheet row: the decimal text people write, kept as exact integers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from marketplace.db.columns import MAX_MINOR
from marketplace.domain.decimal_text import NotDecimalText, TooManyDecimals, to_text, to_units
from marketplace.schemas.fields import Whole, refuse
from marketplace.schemas.time_fields import Day


class Decimal(Whole):
    """A decimal number of at most `places` decimals, kept as an integer of 10**-places."""

    def __init__(self, places: int, low: int, high: int, **kwargs: Any) -> None:
        self.places, self.low, self.high = places, low, high
        super().__init__(low, high, **kwargs)
        self.validators = []

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        try:
            units = to_units(value, self.places)
        except NotDecimalText:
            raise refuse("decimal_text") from None
        except TooManyDecimals:
            raise refuse("decimal_places", places=self.places) from None
        if not self.low <= units <= self.high:
            low, high = to_text(self.low, self.places), to_text(self.high, self.places)
            raise refuse("number_range", low=low, high=high)
        return units

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else to_text(value, self.places)


class Yuan(Decimal):
    """An amount in yuan with at most two decimals, kept in fen."""

    def __init__(self, low: int = 0, **kwargs: Any) -> None:
        super().__init__(2, low, MAX_MINOR, **kwargs)


class Milliseconds(Decimal):
    """A time in milliseconds with at most three decimals, kept in microseconds."""

    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(3, low, high, **kwargs)


class Percent(Decimal):
    """A percentage with at most two decimals, kept in basis points; a closing % is allowed."""

    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(2, low, high, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        return super()._deserialize(str(value).removesuffix("%"), attr, data, **kwargs)


class SheetDay(Day):
    """A day as 2026-12-01, or as spreadsheets rewrite it: 2026/12/1."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        slashed = re.fullmatch(r"(\d{4})/(\d{1,2})/(\d{1,2})", str(value), re.ASCII)
        if slashed:
            year, month, day = slashed.groups()
            value = f"{year}-{month:0>2}-{day:0>2}"
        return super()._deserialize(value, attr, data, **kwargs)
