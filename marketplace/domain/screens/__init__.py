"""Screens at the opening: signs of collusion and abnormal prices among the quotes of one RFQ.

Pure and exact: plain facts in, hits with their figures out. A hit voids nothing; it says what was
seen and where the reason to look comes from. What a hit leads to is a reviewer's to decide.
"""

from __future__ import annotations

from marketplace.domain.screens.facts import (
    PastRfq,
    Preparation,
    QuoteDocument,
    QuoteFacts,
    ScreenFacts,
    Upload,
)
from marketplace.domain.screens.hits import FINAL, Effect, Hit, Kind, Outcome, Screen
from marketplace.domain.screens.registry import SCREENS, VERSION, run_screens
from marketplace.domain.screens.settings import HOUSE, Points, ScreenSettings
from marketplace.domain.screens.sources import Source

__all__ = [
    "FINAL",
    "HOUSE",
    "SCREENS",
    "VERSION",
    "Effect",
    "Hit",
    "Kind",
    "Outcome",
    "PastRfq",
    "Points",
    "Preparation",
    "QuoteDocument",
    "QuoteFacts",
    "Screen",
    "ScreenFacts",
    "ScreenSettings",
    "Source",
    "Upload",
    "run_screens",
]
