"""An award problem as plain values: lines, what carriers quote for them, and the rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pricing.tiers import Ladder, Measure

ANY = "any"
Lots = frozenset[str]


@dataclass(frozen=True)
class Line:
    """One line to award; without an outside option it must be served."""

    id: str
    lot: str
    member: str
    mbps: int
    ceiling_minor: int | None = None
    outside_option_minor: int | None = None
    diverse_from: str | None = None


@dataclass(frozen=True)
class LotLadder:
    """A ladder over the lines of some lots."""

    id: str
    lots: Lots
    ladder: Ladder


@dataclass(frozen=True)
class Bundle:
    """A rate earned by winning every line of every lot named."""

    id: str
    lots: Lots
    discount_bps: int


@dataclass(frozen=True)
class MinimumAward:
    """A carrier that wins anything wins at least this much."""

    measure: Measure
    at_least: int


@dataclass(frozen=True)
class Capacity:
    """A carrier wins at most this much in these lots."""

    lots: Lots
    measure: Measure
    at_most: int


@dataclass(frozen=True)
class Share:
    """Bounds on a carrier's part of these lots; ANY states them for every carrier."""

    carrier: str
    lots: Lots
    measure: Measure
    at_least_bps: int | None = None
    at_most_bps: int | None = None


@dataclass(frozen=True)
class Winners:
    """Bounds on the number of carriers with at least one line."""

    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Rules:
    """What the buyer demands of the award as a whole."""

    winners: Winners | None = None
    winners_per_lot_at_most: int | None = None
    shares: tuple[Share, ...] | None = None


@dataclass(frozen=True)
class Quote:
    """What one carrier asks, and under which conditions."""

    carrier: str
    prices_minor: dict[str, int]
    ladders: tuple[LotLadder, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    minimum_award: MinimumAward | None = None
    capacities: tuple[Capacity, ...] = ()

    @cached_property
    def ladder_of(self) -> dict[str, LotLadder]:
        """The one ladder of each lot that has one."""
        return {lot: ladder for ladder in self.ladders for lot in ladder.lots}

    def amount(self, measure: Measure, line: Line) -> int:
        """What the line counts in the measure if this carrier wins it, before discount."""
        if measure == "lines":
            return 1
        return line.mbps if measure == "mbps" else self.prices_minor[line.id]


@dataclass(frozen=True)
class Problem:
    """Everything an award depends on."""

    lines: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    rules: Rules = field(default_factory=Rules)

    @cached_property
    def position(self) -> dict[str, int]:
        return {line.id: at for at, line in enumerate(self.lines)}

    @cached_property
    def lots(self) -> dict[str, tuple[int, ...]]:
        """The positions of the lines of each lot."""
        lots: dict[str, list[int]] = {}
        for at, line in enumerate(self.lines):
            lots.setdefault(line.lot, []).append(at)
        return {lot: tuple(positions) for lot, positions in lots.items()}

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """The names in the order that breaks ties."""
        return tuple(sorted(quote.carrier for quote in self.quotes))

    @cached_property
    def quote_of(self) -> dict[str, Quote]:
        return {quote.carrier: quote for quote in self.quotes}

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Positions of the lines that may not share a carrier: who says so, and from whom."""
        return tuple(
            (at, self.position[line.diverse_from])
            for at, line in enumerate(self.lines)
            if line.diverse_from is not None
        )

    def within(self, lots: Iterable[str]) -> list[int]:
        """The positions of the lines of these lots."""
        return sorted(at for lot in lots for at in self.lots[lot])
