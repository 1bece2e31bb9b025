"""House thresholds of the screens: no law gives these numbers. All of them exact."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Points:
    """What each coincidence of two uploads counts; one alone is mostly no hit."""

    same_address: int = 30
    same_network: int = 15
    same_agent: int = 10
    close_in_time: int = 10
    same_producer: int = 5


@dataclass(frozen=True)
class ScreenSettings:
    """A run keeps the settings that it was made with."""

    identical_share: Fraction = Fraction(1, 2)
    "of the lines that two quotes price: from this share on the equal ones are a hit"
    pattern_least: int = 3
    "different price pairs that one pattern must hold over"
    pattern_spread: Fraction = Fraction(1, 10_000)
    "greatest and least ratio of two quotes lie at most this far apart"
    low_against_mean: Fraction = Fraction(4, 10)
    "so far below the mean of the others a quote is abnormally low, ..."
    low_against_next: Fraction = Fraction(3, 10)
    "... or so far below the next one"
    close_margin: Fraction = Fraction(1, 200)
    "the next quote lies at most this far above the lowest"
    close_history: int = 8
    "earlier margins that are needed before the margin is tested against them"
    cover_above: Fraction = Fraction(3, 10)
    "a quote that lies so far above the lowest on every line could not win"
    rotation_least: int = 6
    "awards in a row that must follow one order"
    losses_least: int = 6
    "requests in which a bidder quoted and never won"
    coincidence_points: int = 30
    close_minutes: int = 10
    points: Points = Points()
    common_authors: frozenset[str] = frozenset(
        {"", "administrator", "admin", "user", "owner", "author", "微软用户", "用户", "unknown"}
    )
    "what an installation puts in by itself: it names nobody"

    def document(self) -> dict[str, Any]:
        """The settings as JSON; fractions as text such as `1/2`."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Points):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else value


HOUSE = ScreenSettings()
