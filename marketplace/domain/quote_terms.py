"""A sealed quote's document as plain values; what an older document lacks is as if not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.domain.quote_pricing import RateKey, RateRow, WantedLine

Terms = Mapping[str, Any]


def rows_of(terms: Terms) -> list[RateRow]:
    """The rate rows of a sealed document."""
    return [
        _row(
            row,
            RateKey(row["corridor"], row["product"], row["term_months"], row["protection"]),
            row["mbps"],
        )
        for row in terms.get("rate_rows") or ()
    ]


def line_rows_of(terms: Terms, lines: Iterable[WantedLine]) -> dict[str, RateRow]:
    """The prices of single lines by reference, each as a row that fits its line."""
    known = {line.reference: line for line in lines}
    return {
        price["reference"]: _row(price, line.key, line.mbps)
        for price in terms.get("line_prices") or ()
        if (line := known.get(price["reference"])) is not None
    }


def volume_terms_of(terms: Terms) -> dict[str, Any]:
    """Ladders, bundles, minimum award and capacities as award-problem/1 names them."""
    return {
        "ladders": terms.get("ladders") or [],
        "bundles": terms.get("bundles") or [],
        "minimum_award": terms.get("minimum_award"),
        "capacities": terms.get("capacities") or [],
    }


def _row(document: Mapping[str, Any], key: RateKey, mbps: int) -> RateRow:
    return RateRow(
        key,
        mbps,
        document["one_off_minor"],
        document["monthly_minor"],
        document["rtt_us"],
        document["availability_bps"],
        document["delivery_days"],
    )
