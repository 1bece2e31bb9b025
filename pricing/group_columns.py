"""The lines of a group as columns, one array for each figure: a million fit, and are fast."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from pricing.group import Line
from pricing.money import MAX_MINOR

NO_CEILING = -(2**63)
REQUIRED = 4
"id, member, mbps, list_minor; the ceiling may be absent"


@dataclass(frozen=True)
class Columns(Sequence[Line]):
    """Lines in order; `members` in order of first appearance, `member_at` a place in it.

    Figures are 64-bit integers; a ceiling is NO_CEILING where there is none.
    """

    ids: Sequence[str]
    members: Sequence[str]
    member_at: "array[int]"
    mbps: "array[int]"
    list_minor: "array[int]"
    ceiling_minor: "array[int]"

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        ceiling = self.ceiling_minor[at]
        return Line(
            self.ids[at],
            self.members[self.member_at[at]],
            self.mbps[at],
            self.list_minor[at],
            None if ceiling == NO_CEILING else ceiling,
        )


def columns_of(lines: Sequence[Line]) -> Columns | None:
    """The same lines as columns; None when a figure needs more than 64 bits."""
    if isinstance(lines, Columns):
        return lines
    mbps, lists = [line.mbps for line in lines], [line.list_minor for line in lines]
    ceilings = [line.ceiling_minor for line in lines]
    if NO_CEILING in ceilings:
        return None
    try:
        ids, names = [line.id for line in lines], [line.member for line in lines]
        return _columns(ids, names, mbps, lists, ceilings)
    except OverflowError:
        return None


def read_columns(records: Any) -> Columns | None:
    """The `lines` of a group/1 when they are without fault; else None, and who reads them says why.

    Looks at whole columns instead of one record after the other.
    """
    if not isinstance(records, list) or {type(record) for record in records} != {dict}:
        return None
    if any(len(record) != REQUIRED + ("ceiling_minor" in record) for record in records):
        return None
    try:
        ids, names = ([record[key] for record in records] for key in ("id", "member"))
        mbps, lists = ([record[key] for record in records] for key in ("mbps", "list_minor"))
    except KeyError:
        return None
    ceilings = [record.get("ceiling_minor") for record in records]
    given = [ceiling for ceiling in ceilings if ceiling is not None]
    texts = _are_texts(ids) and _are_texts(names) and len(set(ids)) == len(ids)
    if not texts or not all(_are_amounts(figures) for figures in (mbps, lists, given)):
        return None
    return _columns(ids, names, mbps, lists, ceilings)


def _columns(
    ids: list[str], names: list[str], mbps: list[int], lists: list[int], ceilings: list[int | None]
) -> Columns:
    place: dict[str, int] = {}
    member_at = array("q", [place.setdefault(name, len(place)) for name in names])
    limits = array("q", [NO_CEILING if one is None else one for one in ceilings])
    return Columns(ids, list(place), member_at, array("q", mbps), array("q", lists), limits)


def _are_amounts(figures: list[Any]) -> bool:
    if not figures:
        return True
    return set(map(type, figures)) == {int} and min(figures) >= 0 and max(figures) <= MAX_MINOR


def _are_texts(values: list[Any]) -> bool:
    """Whether all are texts, none is empty, and none holds half a character."""
    if set(map(type, values)) != {str} or not all(values):
        return False
    try:
        "".join(values).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
