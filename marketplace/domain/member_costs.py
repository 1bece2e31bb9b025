"""What each member would pay under an award: its served lines, and the others outside the group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any


def costs_by_member(
    problem: Mapping[str, Any], result: Mapping[str, Any], member_of: Mapping[str, str]
) -> dict[str, int]:
    """Fen for the whole term by member, of an award-result/1 with its award-problem/1.

    `member_of` names the member of a line by the line's reference; a line without one is passed
    over. An unserved line counts with its outside option.
    """
    outside = {line["id"]: line["outside_option_minor"] for line in problem["lines"]}
    costs: Counter[str] = Counter()
    for row in result["assignments"]:
        member = member_of.get(row["line"])
        if member is not None:
            served = row["carrier"] is not None
            costs[member] += (row["price_minor"] if served else outside[row["line"]]) or 0
    return dict(costs)
