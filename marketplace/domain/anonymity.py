"""What may be told of pooled demand: nothing that stems from fewer than three companies (COMP-02).

Members are often competitors. A sum over one company is that company's demand; over two, each of
the two reads the other's by taking its own away. So sums, tiers, counts and versions that tick are
told from three companies up, to members and carriers alike; below, the group is forming. The
organiser and reviewers are not asked here: they read who wants what, by a right of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

LEAST_COMPANIES = 3
"From so many companies on a figure about them may be told"
T = TypeVar("T")


def may_tell(companies: int) -> bool:
    """Whether a figure that stems from so many companies may be told to one of them."""
    return companies >= LEAST_COMPANIES


def told(companies: int, figure: T, *, to_organiser: bool = False) -> T | None:
    """The figure, or None while it stems from too few companies."""
    return figure if to_organiser or may_tell(companies) else None


def place_told(companies_ahead: Iterable[object], place: int) -> int | None:
    """A place in a queue, or None among the first, where it would tell who else wants the same.

    Several lines of one company ahead are one company.
    """
    return told(len(set(companies_ahead)), place)
