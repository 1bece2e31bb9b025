"""What the pages of a typed quote show: checks in words, pictures, the price of each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.quote_faults import lot_code
from marketplace.domain.quote_pricing import WantedLine
from marketplace.models import SealedQuote
from marketplace.services.check_quote import QuoteLooked, check_quote
from marketplace.web.figures import yuan
from marketplace.web.quote_charts import VolumeChart, panels, volume_chart
from marketplace.web.quote_reading import TypedQuote
from marketplace.web.quote_words import checks_said


@dataclass(frozen=True)
class Bench:
    """A typed quote and what was found in it."""

    typed: TypedQuote
    looked: QuoteLooked

    def shown(self, *, in_form: bool = False) -> dict[str, Any]:
        """For the checks alone; `in_form`: of the form that was sent, which stays as it is."""
        return {
            "said": checks_said(self.typed, self.looked.checked.checks, in_form=in_form),
            "looked": self.looked,
            "by_line": self._by_line(),
        }

    def drawn(self) -> dict[str, Any]:
        """For the whole page: the checks and the pictures."""
        terms, lines = self.typed.terms, self._lines()
        return self.shown() | {
            "panels": panels(
                terms["rate_rows"],
                lines,
                self.looked.checked.prices,
                self.looked.frame.due_on,
                {one["reference"] for one in terms["line_prices"]},
            ),
            "volume_charts": self._volumes(terms, lines),
            "lot_sizes": lot_sizes(lines),
        }

    def _lines(self) -> Sequence[WantedLine]:
        return list(self.looked.frame.lines.values())

    def _by_line(self) -> dict[str, str]:
        """What a month of each priced line costs, its one-off price spread over the term."""
        lines = {line.line_id: line for line in self._lines()}
        return {
            lines[p.line_id].reference: yuan(p.price_minor // lines[p.line_id].key.term_months)
            for p in self.looked.checked.prices
        }

    def _volumes(
        self, terms: Mapping[str, Any], lines: Sequence[WantedLine]
    ) -> dict[int, VolumeChart]:
        """By the ladder's number in the form; of ladders whose tiers rise as they must."""
        drawn = {}
        for at, ladder in enumerate(terms["ladders"]):
            froms = [tier["from"] for tier in ladder["tiers"]]
            rates = [tier["discount_bps"] for tier in ladder["tiers"]]
            if froms == sorted(froms) and rates == sorted(rates) and max(rates) < 10_000:
                place = self.typed.places["ladders"][at]
                drawn[place] = volume_chart(ladder, lines, terms["bundles"])
        return drawn


def bench_of(
    session: Session, invitation: SealedQuote, typed: TypedQuote, *, now: datetime
) -> Bench:
    return Bench(typed, check_quote(session, invitation, typed.terms, now=now))


def lot_sizes(lines: Sequence[WantedLine]) -> dict[str, tuple[int, int]]:
    """Lines and Mbps of each lot."""
    sizes: dict[str, tuple[int, int]] = {}
    for line in lines:
        lot = lot_code(line.key.corridor, line.key.product)
        count, mbps = sizes.get(lot, (0, 0))
        sizes[lot] = (count + 1, mbps + line.mbps)
    return sizes
