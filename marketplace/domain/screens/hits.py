"""What a screen finds, and what a screen is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.domain.screens.facts import ScreenFacts
from marketplace.domain.screens.settings import ScreenSettings
from marketplace.domain.screens.sources import Source


class Kind(StrEnum):
    """How much a hit says, the heaviest first."""

    DEEMED = "deemed"
    "the law deems it collusion until the bidder, heard, explains it"
    SUSPICION = "suspicion"
    "in no law: a reason to look, never one to void a quote"
    HINT = "hint"
    "an analytic test"


class Effect(StrEnum):
    HOLD = "hold"
    "no award before a reviewer has decided with a reason"
    WARN = "warn"
    "shown, holds nothing"


class Outcome(StrEnum):
    """What a reviewer decides on a hit."""

    RELEASED = "released"
    "explained: the award may go on"
    UPHELD = "upheld"
    "not explained: the award stays held, quotes may be asked for again"
    SET_ASIDE = "set_aside"
    "quotes are left out of the award, after a hearing; only of deemed facts"


FINAL = frozenset({Outcome.RELEASED, Outcome.SET_ASIDE})
"Outcomes after which a hit holds nothing any more"


@dataclass(frozen=True)
class Hit:
    """One finding: which screen, about whom, with the figures that it rests on.

    `figures` is JSON of whole numbers (fen, counts, bps rounded down) and texts; carriers in it are
    named by the ids of `carriers`. Keys that pages draw: `prices`, `shared`, `points`, `sequence`.
    """

    screen: str
    carriers: tuple[str, ...]
    "sorted ids"
    figures: Mapping[str, Any]


Ask = Callable[[ScreenFacts, ScreenSettings], Iterable[Hit]]


@dataclass(frozen=True)
class Screen:
    """One screen with its weight and source."""

    code: str
    kind: Kind
    effect: Effect
    source: Source
    ask: Ask


def hit(screen: str, carriers: Iterable[str], **figures: Any) -> Hit:
    return Hit(screen, tuple(sorted(set(carriers))), figures)
