"""The number of a fully digitalised e-invoice (数电票), read into its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"(?P<year>\d{2})(?P<province>\d{2})(?P<channel>\d)(?P<serial>\d{15})", re.ASCII)
"20 digits: year, province, channel of issue, serial number (PAY-07)"


@dataclass(frozen=True)
class EInvoiceNumber:
    """What the 20 digits say."""

    year: str
    province: str
    channel: str
    serial: str

    def is_of(self, issued_on: date) -> bool:
        """Whether it was numbered in the year of that day."""
        return self.year == f"{issued_on.year % 100:02d}"


def read_number(text: str) -> EInvoiceNumber | None:
    """The parts of the number; None when it is not 20 digits."""
    found = SHAPE.fullmatch(text)
    return EInvoiceNumber(**found.groupdict()) if found else None
