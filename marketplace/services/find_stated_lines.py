"""A member's pooled lines in the shape in which they were stated, to be changed and sent again."""

from __future__ import annotations

from typing import Any

from marketplace.domain.lives import LineState
from marketplace.models import Line, Participation

STATED = (
    "id",
    "label",
    "product",
    "mbps",
    "term_months",
    "protection",
    "interface",
    "availability_bps",
    "rtt_limit_us",
    "mttr_hours",
    "wanted_on",
    "a_building",
    "a_room",
    "z_city",
    "z_address",
    "z_occupant",
    "z_relation",
    "own_limit_minor",
    "present_monthly_minor",
    "present_exit_minor",
    "present_ends_on",
)


def stated_lines(stay: Participation) -> list[dict[str, Any]]:
    """The lines that are in the pool, by number."""
    return [stated(line) for line in stay.lines if line.state == LineState.POOLED]


def stated(line: Line) -> dict[str, Any]:
    """One line with the price that was shown for it."""
    shown = {"corridor": line.corridor.code, "price_shown_minor": line.shown_minor}
    return {name: getattr(line, name) for name in STATED} | shown
