"""Everything that the screens know of one opened RFQ and of those before it; plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm


@dataclass(frozen=True)
class QuoteDocument:
    """A file that a carrier sealed with its quote, by what it says of itself."""

    name: str
    sha256: str
    author: str = ""
    producer: str = ""
    created: str = ""
    "as the file has it; empty: it does not say"


@dataclass(frozen=True)
class Preparation:
    """Who made the quote, as the carrier says; empty: not said."""

    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    prepared_by: str = ""
    "person or unit that wrote it"
    team: tuple[str, ...] = ()
    "project members"
    account: str = ""
    "bank account of deposits or payments"
    documents: tuple[QuoteDocument, ...] = ()


@dataclass(frozen=True)
class Upload:
    """From where the quote came; recorded under seal."""

    at: datetime
    user_id: str = ""
    email: str = ""
    "of the user who sealed it"
    address: str = ""
    "network address as the server saw it"
    agent: str = ""


@dataclass(frozen=True)
class QuoteFacts:
    """One opened quote. Prices in fen for the whole term, before ladders, by line."""

    carrier: str
    upload: Upload
    names: tuple[str, ...] = ()
    "names and credit code of the carrier, by which a stranger's file would call it"
    usable: bool = True
    total_minor: int = 0
    "if it won every line that it prices, ladders counted"
    prices: Mapping[str, int] = field(default_factory=dict)
    monthly: Mapping[str, int] = field(default_factory=dict)
    preparation: Preparation = Preparation()

    @property
    def share(self) -> Fraction:
        """What the volume discount leaves of a price, if the quote won every line it prices."""
        return Fraction(self.total_minor, sum(self.prices.values()) or 1)


@dataclass(frozen=True)
class PastRfq:
    """An earlier opened RFQ that at least two of the present bidders quoted in."""

    bidders: frozenset[str]
    "with a usable quote"
    winner: str | None
    "of the greatest part of its award; null: none was awarded"
    margin: Fraction | None = None
    "of the next quote above the lowest, among quotes for the same number of lines"


@dataclass(frozen=True)
class ScreenFacts:
    """The quotes of one RFQ in the order of carriers, and history, the oldest first."""

    quotes: Sequence[QuoteFacts]
    ceilings: Mapping[str, int] = field(default_factory=dict)
    "fen by line"
    past: Sequence[PastRfq] = ()

    @property
    def usable(self) -> list[QuoteFacts]:
        return [quote for quote in self.quotes if quote.usable]

    def pairs(self) -> Iterator[tuple[QuoteFacts, QuoteFacts]]:
        """Every two quotes; one that cannot be used has no prices, but hands that made it."""
        return combinations(self.quotes, 2)

    @cached_property
    def unit(self) -> int:
        """Parts of a fen in which every quote's discounted prices are whole numbers."""
        return lcm(*(quote.share.denominator for quote in self.quotes))

    @cached_property
    def _factors(self) -> dict[str, int]:
        return {quote.carrier: int(quote.share * self.unit) for quote in self.quotes}

    def asks(self, quote: QuoteFacts, line: str) -> int:
        """The line's price with its share of the volume discount, in parts of `unit`."""
        return quote.prices[line] * self._factors[quote.carrier]

    @cached_property
    def by_line(self) -> dict[str, list[tuple[int, str]]]:
        """What usable quotes ask for each line in parts of `unit`, and who, the lowest first."""
        found: dict[str, list[tuple[int, str]]] = {}
        for quote in self.usable:
            for line in quote.prices:
                found.setdefault(line, []).append((self.asks(quote, line), quote.carrier))
        return {line: sorted(found[line]) for line in sorted(found)}

    def ranked(self) -> list[tuple[Fraction, QuoteFacts]]:
        """Usable quotes by what they ask for the lines that all of them price, the lowest first.

        In fen; empty when no line is priced by all.
        """
        lines = common_lines(*self.usable)
        if not lines:
            return []
        sums = [(sum(self.asks(quote, line) for line in lines), quote) for quote in self.usable]
        ordered = sorted(sums, key=lambda pair: (pair[0], pair[1].carrier))
        return [(Fraction(total, self.unit), quote) for total, quote in ordered]


def common_lines(*quotes: QuoteFacts) -> list[str]:
    """The lines that each of the quotes prices, in order."""
    if not quotes:
        return []
    return sorted(set.intersection(*(set(quote.prices) for quote in quotes)))
