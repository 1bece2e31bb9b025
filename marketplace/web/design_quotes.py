"""An invented quote in the middle of its typing, for the page about the design."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from marketplace.domain.quote_advice import Check
from marketplace.domain.quote_checks import checked
from marketplace.domain.quote_faults import QuoteFrame
from marketplace.domain.quote_pricing import RateKey, WantedLine
from marketplace.errors import Fault
from marketplace.web.quote_charts import panels, volume_chart
from marketplace.web.quote_reading import TypedQuote
from marketplace.web.quote_words import checks_said

DUE = date(2026, 3, 16)
KEY = RateKey("SHA-HKG", "IEPL", 24, "none")
LINES = [
    WantedLine(UUID(int=at), KEY, mbps, 30_000, 9990, date(2026, 9, 1), f"L{at:04d}")
    for at, mbps in enumerate((10, 50, 50, 100, 200, 500), start=1)
]
PRICES = ((10, 260_000), (50, 1_100_000), (100, 2_050_000), (200, 1_900_000))
ROWS = [
    KEY._asdict()
    | {"mbps": mbps, "one_off_minor": 300_000, "monthly_minor": monthly}
    | {"rtt_us": 24_000, "availability_bps": 9990, "delivery_days": 45}
    for mbps, monthly in PRICES
]
LADDER = {
    "id": "L1",
    "lots": "all",
    "measure": "mbps",
    "tiers": [
        {"from": 0, "discount_bps": 0},
        {"from": 300, "discount_bps": 500},
        {"from": 700, "discount_bps": 2_100},
    ],
}
BUNDLE = {"id": "B1", "lots": ["SHA-HKG/IEPL"], "discount_bps": 300}
TERMS: dict[str, Any] = {
    "rate_rows": ROWS,
    "line_prices": [],
    "ladders": [LADDER],
    "bundles": [BUNDLE],
    "valid_until": date(2026, 12, 31),
}
FRAME = QuoteFrame(
    frozenset({"SHA-HKG/IEPL"}),
    {"SHA-HKG": 12_000},
    frozenset({"A11-4"}),
    DUE,
    {line.reference: line for line in LINES},
)


def quotes() -> dict[str, Any]:
    """A cliff that is refused, a line above every row, and what volume earns."""
    found = checked(TERMS, FRAME)
    missing = [Fault("/valid_until", "field_required")]
    typed = TypedQuote({}, TERMS, missing)
    checks: list[Check] = found.checks
    return {
        "checks_shown": checks_said(typed, checks, in_form=False),
        "rate_panel_shown": panels(ROWS, LINES, found.prices, DUE)[0],
        "volume_shown": volume_chart(LADDER, LINES, [BUNDLE]),
    }
