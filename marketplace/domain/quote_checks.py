"""What a carrier should look at before it seals: refusals, likely slips, things to know.

A refusal is what sealing refuses; nothing else stops a quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.domain.quote_advice import Check, Level, advice
from marketplace.domain.quote_faults import QuoteFrame, lot_code, quote_faults
from marketplace.domain.quote_pricing import LinePricing, price_lines
from marketplace.domain.quote_terms import line_rows_of, rows_of
from marketplace.errors import Fault

Terms = Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """A quote as it would stand: its checks, the gravest first, and the price of each line."""

    checks: list[Check] = field(default_factory=list)
    prices: list[LinePricing] = field(default_factory=list)

    def of(self, level: Level) -> list[Check]:
        return [check for check in self.checks if check.level == level]


def checked(terms: Terms, frame: QuoteFrame) -> Checked:
    """Everything to look at in a whole document of terms (TermsSchema)."""
    prices = priced(terms, frame)
    refused = [Check(Level.REFUSAL, f, about(f, terms)) for f in quote_faults(terms, frame)]
    return Checked([*refused, *sorted(advice(terms, frame, prices), key=_gravest)], prices)


def priced(terms: Terms, frame: QuoteFrame) -> list[LinePricing]:
    """The price of each line that has one, before ladders and bundles."""
    lines = list(frame.lines.values())
    return price_lines(rows_of(terms), lines, frame.due_on, line_rows_of(terms, lines))


def about(fault: Fault, terms: Terms) -> tuple[str, ...]:
    """The lot of the row, or the line, that a fault of the terms points into."""
    name, _, rest = fault.pointer.removeprefix("/").partition("/")
    at = rest.partition("/")[0]
    documents = terms.get(name) or ()
    if name not in ("rate_rows", "line_prices") or not at.isdigit() or int(at) >= len(documents):
        return ()
    document = documents[int(at)]
    if name == "line_prices":
        return (str(document.get("reference", "")),)
    if not document.get("corridor") or not document.get("product"):
        return ()
    return (lot_code(document["corridor"], document["product"]),)


def _gravest(check: Check) -> int:
    return list(Level).index(check.level)
