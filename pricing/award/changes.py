"""What one award changes against another: which lines, whose, and at what extra cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Document = dict[str, Any]


class Change(StrEnum):
    """What becomes of a line."""

    FALLS_OUT = "falls_out"
    COMES_IN = "comes_in"
    OTHER_CARRIER = "other_carrier"
    DEARER = "dearer"
    CHEAPER = "cheaper"


@dataclass
class Affected:
    """Lines by what becomes of them, and the members they belong to."""

    lines: dict[Change, list[str]] = field(default_factory=lambda: {c: [] for c in Change})
    members: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return sum(len(lines) for lines in self.lines.values())


def affected(base: Document, other: Document, member_of: Mapping[str, str]) -> Affected:
    """The lines that `other` (award-result/1) treats otherwise than `base`, by reference.

    Lines without a member in `member_of` are passed over.
    """
    before = {row["line"]: row for row in base["assignments"]}
    found = Affected()
    for row in other["assignments"]:
        change = _change(before.get(row["line"], row), row)
        if change is not None and row["line"] in member_of:
            found.lines[change].append(row["line"])
            found.members.add(member_of[row["line"]])
    return found


def _change(before: Document, after: Document) -> Change | None:
    if before["carrier"] != after["carrier"]:
        if after["carrier"] is None:
            return Change.FALLS_OUT
        return Change.COMES_IN if before["carrier"] is None else Change.OTHER_CARRIER
    if before["price_minor"] == after["price_minor"]:
        return None
    return Change.DEARER if after["price_minor"] > before["price_minor"] else Change.CHEAPER


def extra_bps(base_minor: int, extra_minor: int) -> int:
    """The extra cost in basis points of the base, rounded half up; 0 for a base of nothing."""
    return (extra_minor * 20_000 + base_minor) // (2 * base_minor) if base_minor else 0
