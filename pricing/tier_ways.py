"""Ways to add a missing volume to a group: new lines, or more bandwidth on lines that are in."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pricing.cover_steps import Addition
from pricing.covers import Cover, cheapest_cover
from pricing.group import Line, measured
from pricing.money import discounted
from pricing.tiers import Measure

WayKind = Literal["cheapest", "new_lines", "raised_lines", "fewest"]
TIE = 1 << 80
"Weighs what is minimised first against what breaks ties"


@dataclass(frozen=True)
class Standing:
    """Where a group stands: its rate in bps, and what is missing to the next tier's bound."""

    measure: Measure
    rate: Fraction
    next_rate: Fraction
    missing: int


@dataclass(frozen=True)
class Offer:
    """What can be bought: up to so many Mbps of a kind (all that is not bandwidth) for a price."""

    kind: Hashable
    mbps: int
    list_minor: int


@dataclass(frozen=True)
class Room:
    """What the group may still take, in lines or Mbps."""

    measure: Literal["lines", "mbps"]
    left: int


@dataclass(frozen=True)
class Part:
    """So many new lines of the offer, or lines of `raised_from` Mbps raised to it."""

    offer: Offer
    times: int
    raised_from: int | None = None


@dataclass(frozen=True)
class Way:
    """One way to add what is missing.

    `new_lines` new ones, `mbps`, `volume` in the ladder's measure, and `list_minor` are what it
    adds, `spend_minor` is what that costs at the next tier, `saving_minor` what the lines now in
    the group save there together. When it is not proven to be the best of its kind, none costs
    less than `least_minor` (None for the fewest lines, and where lines count beside costs).
    """

    kind: WayKind
    parts: tuple[Part, ...]
    new_lines: int
    mbps: int
    volume: int
    list_minor: int
    spend_minor: int
    saving_minor: int
    least_minor: int | None
    proven: bool

    @property
    def net_minor(self) -> int:
        """What all pay more in the end; below 0 they pay less although they buy more."""
        return self.spend_minor - self.saving_minor

    @property
    def pays_for_itself(self) -> bool:
        return self.net_minor <= 0


@dataclass(frozen=True)
class Missing:
    """What is to be made up: so much volume, within the room; and what reaching it is worth."""

    volume: int
    room: Room | None
    saving_minor: int


def find_ways(
    standing: Standing,
    raisable: Iterable[tuple[Hashable, Line]],
    offers: Sequence[Offer],
    missing: Missing,
) -> tuple[Way, ...]:
    """The cheapest way of all, of new lines alone, of raised lines alone, and that of fewest lines.

    `raisable` are lines of the group with their kinds. A way that is the same as one before it is
    left out, and so is one that nothing offered makes up.
    """
    market = _Market(standing, missing)
    new, raised = market.new_lines(offers), market.raised_lines(raisable, offers)
    cheapest = market.way("cheapest", [*new, *raised])
    if cheapest is None:
        return ()
    others = [
        market.way("new_lines", new),
        market.way("raised_lines", raised),
        market.way("fewest", [*new, *raised]),
    ]
    found = [way for way in others if way is not None]
    best = min([cheapest, *found], key=lambda way: way.spend_minor)
    ways = [
        replace(best, kind="cheapest", least_minor=cheapest.least_minor, proven=cheapest.proven)
    ]
    for way in found:
        if all(way.parts != other.parts for other in ways):
            ways.append(way)
    return tuple(ways)


@dataclass(frozen=True)
class _Step:
    """One part taken once: what it adds."""

    part: Part
    mbps: int
    list_minor: int
    spend_minor: int
    times: int | None
    stock: Hashable


class _Market:
    """What can be added at the next tier, and at which cost."""

    def __init__(self, standing: Standing, missing: Missing) -> None:
        self.standing, self.missing, self.room = standing, missing, missing.room

    def new_lines(self, offers: Iterable[Offer]) -> list[_Step]:
        return [
            _Step(Part(one, 1), one.mbps, one.list_minor, self._price(one.list_minor), None, None)
            for one in offers
        ]

    def raised_lines(
        self, lines: Iterable[tuple[Hashable, Line]], offers: Iterable[Offer]
    ) -> list[_Step]:
        """Lines of one kind, bandwidth and price are one stock; each may be raised once."""
        stocks = Counter((kind, line.mbps, line.list_minor) for kind, line in lines)
        larger: dict[Hashable, list[Offer]] = {}
        for offer in offers:
            larger.setdefault(offer.kind, []).append(offer)
        return [
            self._raise(stock, offer, times)
            for stock, times in stocks.items()
            for offer in larger.get(stock[0], ())
            if offer.mbps > stock[1]
        ]

    def _raise(self, stock: tuple[Hashable, int, int], offer: Offer, times: int) -> _Step:
        _, mbps, listed = stock
        more = self._price(offer.list_minor) - self._price(listed)
        part = Part(offer, 1, raised_from=mbps)
        return _Step(part, offer.mbps - mbps, offer.list_minor - listed, more, times, stock)

    def _price(self, list_minor: int) -> int:
        return discounted(list_minor, self.standing.next_rate)

    def way(self, kind: WayKind, steps: Sequence[_Step]) -> Way | None:
        additions = [self._addition(step, kind) for step in steps]
        left = None if self.room is None else self.room.left
        cover = cheapest_cover(additions, self.missing.volume, left)
        return None if cover is None else self._way(kind, cover, _most_saved(steps))

    def _addition(self, step: _Step, kind: WayKind) -> Addition:
        return Addition(
            name=step,
            volume=max(0, self._volume(step)),
            cost=self._cost(max(0, step.spend_minor), kind),
            times=step.times,
            uses=0 if self.room is None else self._used(step, self.room),
            stock=step.stock,
        )

    def _cost(self, spend_minor: int, kind: WayKind) -> int:
        """What is minimised, and below it what breaks ties.

        By spend, all demand that is just enough costs about the same: there a line more is taken
        only if it saves a thousandth of what is missing.
        """
        if kind == "fewest":
            return TIE + spend_minor
        if self.standing.measure == "spend":
            return spend_minor + max(1, self.missing.volume // 1000)
        return spend_minor * TIE + 1

    def _volume(self, step: _Step) -> int:
        if step.part.raised_from is not None and self.standing.measure == "lines":
            return 0
        return measured(self.standing.measure, mbps=step.mbps, spend_minor=step.list_minor)

    def _used(self, step: _Step, room: Room) -> int:
        if room.measure == "mbps":
            return step.mbps
        return 1 if step.part.raised_from is None else 0

    def _way(self, kind: WayKind, cover: Cover, most_saved: int) -> Way:
        bounded = kind != "fewest" and self.standing.measure != "spend"
        taken = [(step, times) for step, times in cover.taken if isinstance(step, _Step)]
        return Way(
            kind=kind,
            parts=tuple(replace(step.part, times=times) for step, times in taken),
            new_lines=sum(times for step, times in taken if step.part.raised_from is None),
            mbps=sum(step.mbps * times for step, times in taken),
            volume=sum(self._volume(step) * times for step, times in taken),
            list_minor=sum(step.list_minor * times for step, times in taken),
            spend_minor=sum(step.spend_minor * times for step, times in taken),
            saving_minor=self.missing.saving_minor,
            least_minor=cover.least // TIE - most_saved if bounded else None,
            proven=cover.proven and not most_saved,
        )


def _most_saved(steps: Iterable[_Step]) -> int:
    """What raises to rows that cost less can save at most: the search takes them for free."""
    least: dict[Hashable, tuple[int, int]] = {}
    for step in steps:
        if step.spend_minor < 0 and step.times is not None:
            saved, _ = least.get(step.stock, (0, 0))
            least[step.stock] = (max(saved, -step.spend_minor), step.times)
    return sum(saved * times for saved, times in least.values())
