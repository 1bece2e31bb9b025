"""What organisers and members may wish for: terms of a group buy, lines; as the API reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from marketplace.schemas.group_buys import DraftSchema
from marketplace.schemas.lines import LineSchema
from tests.factories.demand import a_line
from tests.model.world import CORRIDORS

N = st.integers(0, 2**16)
LADDERS: list[dict[str, Any]] = [
    {"measure": "mbps", "tiers": [(0, 0), (300, 500), (1000, 1200)]},
    {"measure": "lines", "tiers": [(0, 0), (3, 700), (6, 1500)]},
    {"measure": "spend", "tiers": [(0, 100), (60_000_000, 900)]},
]
CAPS = [None, None, None, {"measure": "lines", "at_most": 6}, {"measure": "mbps", "at_most": 900}]
LEAST = [None, None, None, {"members": 3}, {"lines": 4}, {"mbps": 600, "spend_minor": 5_000_000}]
MBPS = (10, 60, 100, 400)
terms = st.fixed_dictionaries(
    {
        "ladder": st.sampled_from(LADDERS),
        "cap": st.sampled_from(CAPS),
        "thresholds": st.sampled_from(LEAST),
        "extension_days": st.sampled_from([None, None, 3]),
        "days": st.integers(1, 20),
    }
)
wishes = st.lists(
    st.fixed_dictionaries(
        {
            "mbps": st.sampled_from(MBPS),
            "corridor": st.sampled_from(CORRIDORS),
            "own_limit_bps": st.sampled_from([None, None, None, 10_000, 9_500, 8_800, 5_000]),
            "present_monthly_minor": st.sampled_from([None, None, 900_000]),
        }
    ),
    min_size=1,
    max_size=3,
)
LIST_MINOR = {10: 3_700_000, 60: 24_100_000, 100: 24_100_000, 400: 96_100_000}
"for a year, one-off and monthly, by the row that the bandwidth takes"


def draft_of(given: dict[str, Any], now: Any) -> dict[str, Any]:
    ladder = given["ladder"]
    tiers = [{"from": f, "discount_bps": d} for f, d in ladder["tiers"]]
    document = {
        "title_zh": "团购",
        "title_en": "Group buy",
        "ladder": {"measure": ladder["measure"], "style": "whole", "tiers": tiers},
        "cap": given["cap"],
        "thresholds": given["thresholds"],
        "extension_days": given["extension_days"],
        "locks_at": (now + timedelta(days=given["days"])).isoformat(),
    }
    return dict(DraftSchema().load(document))


def lines_of(wanted: list[dict[str, Any]], ids: list[UUID | None] | None = None) -> list[Any]:
    """The wishes as the API would read them."""
    loaded = []
    for number, wish in enumerate(wanted):
        limit = wish["own_limit_bps"]
        line = a_line(
            mbps=wish["mbps"],
            corridor=wish["corridor"],
            own_limit_minor=limit and LIST_MINOR[wish["mbps"]] * limit // 10_000,
            present_monthly_minor=wish["present_monthly_minor"],
        )
        known = ids[number] if ids and number < len(ids) else None
        loaded.append(LineSchema().load(line | {"id": known and str(known)}))
    return loaded
