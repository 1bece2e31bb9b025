"""Rows of a form's lists by their numbers: found, and named anew by the places they come to.

A form is walked once for all its lists, so that thousands of rows cost no more than their fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketplace.web.typed import ROW

DEEPEST = 8
"steps of a name that are looked at: `ladders-N-tiers-N-from` has five"


class RowNumbers:
    """Of the fields `list-N-field`, however deep: which N each list has, and where each goes."""

    def __init__(self, names: Iterable[str]) -> None:
        self.found: dict[str, set[int]] = {}
        self.places: dict[str, dict[int, int]] = {}
        "by list as the form names it; a number without a place is of a row that is left out"
        for name in names:
            before, *steps = name.split("-", DEEPEST)
            for step in steps:
                if ROW.fullmatch(step):
                    self.found.setdefault(before, set()).add(int(step))
                before = f"{before}-{step}"

    def of(self, name: str) -> list[int]:
        """The numbers of the list's rows, from the smallest."""
        return sorted(self.found.get(name, ()))

    def place(self, name: str, order: Sequence[int]) -> None:
        """The rows with these numbers are the list, in this order; others are left out."""
        self.places[name] = {number: at for at, number in enumerate(order)}

    def placed(self, path: str, sign: str) -> str | None:
        """A field's name, or a pointer, as its rows are placed; None in a row that is left out."""
        steps = path.split(sign, DEEPEST)
        before = ""
        for at, step in enumerate(steps):
            places = self.places.get(before)
            if places is not None and ROW.fullmatch(step):
                if int(step) not in places:
                    return None
                steps[at] = str(places[int(step)])
            before = f"{before}-{step}" if before else step
        return sign.join(steps)
