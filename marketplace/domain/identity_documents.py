"""Numbers of identity documents: what a well-formed one looks like."""

from __future__ import annotations

import re

from marketplace.domain.archive import DocumentKind

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OTHER = re.compile(r"[A-Z0-9]{5,20}")
RESIDENT = re.compile(r"\d{17}[\dX]", re.ASCII)


def normalised(number: str) -> str:
    """As it is stored: upper case, without blanks and hyphens."""
    return re.sub(r"[\s\-]", "", number).upper()


def is_well_formed(kind: DocumentKind, number: str) -> bool:
    """Whether a number of that kind can be one; a resident card's check digit must fit."""
    if kind in (DocumentKind.RESIDENT_CARD, DocumentKind.RESIDENCE_PERMIT) and len(number) == 18:
        return bool(RESIDENT.fullmatch(number)) and number[17] == check_digit(number[:17])
    return kind != DocumentKind.RESIDENT_CARD and bool(OTHER.fullmatch(number))


def check_digit(first_17: str) -> str:
    """The last character of a resident identity number (GB 11643)."""
    return CHECKS[sum(w * int(c) for w, c in zip(WEIGHTS, first_17, strict=True)) % 11]
