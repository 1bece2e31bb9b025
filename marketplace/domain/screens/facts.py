"""Everything that the screens know of one opened RFQ and of those before it; plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import combinations


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

    def asks(self, line: str) -> Fraction:
        """The line's price in fen with its share of the volume discount, as if all were won."""
        return Fraction(self.prices[line] * self.total_minor, sum(self.prices.values()) or 1)


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

    def ranked(self) -> list[tuple[Fraction, QuoteFacts]]:
        """Usable quotes by what they ask for the lines that all of them price, the lowest first.

        Empty when no line is priced by all.
        """
        lines = common_lines(*self.usable)
        if not lines:
            return []
        sums = [(sum((q.asks(line) for line in lines), Fraction(0)), q) for q in self.usable]
        return sorted(sums, key=lambda pair: (pair[0], pair[1].carrier))


def common_lines(*quotes: QuoteFacts) -> list[str]:
    """The lines that each of the quotes prices, in order."""
    if not quotes:
        return []
    return sorted(set.intersection(*(set(quote.prices) for quote in quotes)))
