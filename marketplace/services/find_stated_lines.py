"""A member's pooled lines in the shape in which they were stated, to be changed and sent again."""

from __future__ import annotations

from typing import Any

from marketplace.domain.products import WantedProtection
from marketplace.models import Line, Participation
from marketplace.services.change_participation import firsts_and_seconds
from marketplace.services.state_use import stated_use

STATED = (
    "id",
    "label",
    "product",
    "mbps",
    "term_months",
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
    """What is in the pool, by number; two lines of two carriers are one wish."""
    firsts, seconds = firsts_and_seconds(stay)
    return [stated(line, pair=line.id in seconds) for line in firsts.values()]


def stated(line: Line, *, pair: bool) -> dict[str, Any]:
    """One wish with the price that was shown for each of its lines."""
    protection = WantedProtection.TWO_CARRIERS if pair else WantedProtection(str(line.protection))
    return (
        {name: getattr(line, name) for name in STATED}
        | stated_use(line.use)
        | {
            "corridor": line.corridor.code,
            "protection": protection,
            "price_shown_minor": line.shown_minor,
        }
    )
