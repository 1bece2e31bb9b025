"""A typed quote looked at before it is sealed: what it prices, and what is odd; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.award_problem import ProblemLine, ProblemQuote, total_if_all_won
from marketplace.domain.quote_advice import Level
from marketplace.domain.quote_checks import Checked, checked
from marketplace.domain.quote_faults import QuoteFrame, lot_code
from marketplace.domain.quote_terms import volume_terms_of
from marketplace.models import SealedQuote
from marketplace.services.find_quote_frame import find_quote_frame
from pricing.money import MAX_MINOR


@dataclass(frozen=True)
class QuoteLooked:
    """The checks, and what would be published; `total_minor` None while something is refused."""

    frame: QuoteFrame
    checked: Checked
    total_minor: int | None

    @property
    def priced_lines(self) -> int:
        return len(self.checked.prices)


def check_quote(
    session: Session, invitation: SealedQuote, terms: Mapping[str, Any], *, now: datetime
) -> QuoteLooked:
    """Of the caller's own invitation, as `find_invitation` gives it."""
    frame = find_quote_frame(session, invitation, now=now)
    found = checked(terms, frame)
    refused = bool(found.of(Level.REFUSAL))
    return QuoteLooked(frame, found, None if refused else _total(terms, frame, found))


def _total(terms: Mapping[str, Any], frame: QuoteFrame, found: Checked) -> int | None:
    """The published total: what it costs if this carrier wins every line that it prices."""
    if not found.prices:
        return None
    names = {line.line_id: line.reference for line in frame.lines.values()}
    prices = {names[price.line_id]: price.price_minor for price in found.prices}
    lines = [
        ProblemLine(
            line.reference,
            lot_code(line.key.corridor, line.key.product),
            "-",
            line.mbps,
            MAX_MINOR,
            0,
        )
        for line in frame.lines.values()
    ]
    return total_if_all_won(lines, ProblemQuote("-", prices, **volume_terms_of(terms)))
