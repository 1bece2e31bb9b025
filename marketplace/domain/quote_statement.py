"""What a carrier states with a quote of its terms and of its relations; sealed with the quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TERMS = (
    "forced_bundle",
    "exclusive_terms",
    "below_cost",
    "published_activation_days",
    "late_penalty_bps_per_day",
    "repair_hours",
    "outage_fee_waived",
)
"Of the service"
SELLER = ("small_firm",)
"Of the carrier itself: it is asked at the contract, not at the quote"
RELATIONS = ("related_to_organiser", "related_to_bidder")
"Of this request alone: answered anew each time"
STATED = (*TERMS, *RELATIONS)
"Fields of QuoteFacts"
REMEMBERED = (*TERMS, *SELLER)
"The same for most quotes of a carrier: a later form begins with them"


def stated_in(quote: Mapping[str, Any]) -> dict[str, Any]:
    """What the quote states, by field of QuoteFacts; empty for one from before it was asked."""
    statement = quote.get("statement") or {}
    return {name: statement[name] for name in STATED if name in statement}


def activation_days(quote: Mapping[str, Any]) -> int | None:
    """The longest time to activation that the quote promises; None for one without prices."""
    rows = [*(quote.get("rate_rows") or []), *(quote.get("line_prices") or [])]
    return max((row["delivery_days"] for row in rows), default=None)
