"""Facts for the tables: honest quotes of A, B and C, changed where a test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from marketplace.domain.screens import (
    HOUSE,
    SCREENS,
    PastRfq,
    Preparation,
    QuoteDocument,
    QuoteFacts,
    ScreenFacts,
    Upload,
)

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


def a_quote(carrier: str, *prices: int, **changes: Any) -> QuoteFacts:
    """Prices of L1, L2 ... in fen; uploaded hours apart from one another."""
    asked = {f"L{n}": price for n, price in enumerate(prices, start=1)}
    at = NOON + timedelta(hours=ord(carrier) - ord("A"))
    known = {"upload": Upload(at), "prices": asked, "total_minor": sum(prices)}
    return QuoteFacts(carrier, **(known | changes))


def preparing(carrier: str, **said: Any) -> QuoteFacts:
    return a_quote(carrier, preparation=Preparation(**said))


def with_files(carrier: str, *files: QuoteDocument, **changes: Any) -> QuoteFacts:
    return a_quote(carrier, preparation=Preparation(documents=files), **changes)


def uploading(carrier: str, minutes: int = 60, **changes: Any) -> QuoteFacts:
    """Uploaded so many minutes past noon."""
    return a_quote(carrier, upload=Upload(NOON + timedelta(minutes=minutes), **changes))


def past(winner: str | None, bidders: str = "ABC", **changes: Any) -> PastRfq:
    return PastRfq(frozenset(bidders), winner, **changes)


def asked(screen: str, *quotes: QuoteFacts, **changes: Any) -> list[Any]:
    """What this screen finds, by the house's settings unless given."""
    settings = changes.pop("settings", HOUSE)
    return list(SCREENS[screen].ask(ScreenFacts(quotes, **changes), settings))


def about(screen: str, *quotes: QuoteFacts, **changes: Any) -> list[str]:
    """About whom it finds something."""
    return ["".join(one.carriers) for one in asked(screen, *quotes, **changes)]
