"""The way of an open group to its next tier: the cheapest demand to add, and who gains what.

All prices are at the next tier's bound, as in `group-price/1`: at most what would be paid in the
end, for more volume never costs more.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from pricing.group import Line, measured, price_group
from pricing.money import discounted
from pricing.tier_ways import Missing, Offer, Room, Standing, Way, find_ways
from pricing.tiers import Ladder


@dataclass(frozen=True)
class Wish:
    """A line of the group. With a kind its bandwidth may be raised to a larger offer of it.

    A line with a ceiling is never raised: its limit was set for what it is.
    """

    line: Line
    kind: Hashable = None


@dataclass(frozen=True)
class MemberGain:
    """What the next tier is worth to a member, in fen.

    `saving_minor`: its lines in the group cost so much less than today. `joining`: its lines left
    out today whose ceilings are met there, and what those save against their list prices.
    """

    member: str
    saving_minor: int
    joining: int
    joining_saving_minor: int

    @property
    def gain_minor(self) -> int:
        return self.saving_minor + self.joining_saving_minor


@dataclass(frozen=True)
class Advice:
    """`joining_volume` comes in by itself at the next tier; `to_add` is what is then missing."""

    to_add: int
    joining: tuple[str, ...]
    joining_volume: int
    members: tuple[MemberGain, ...]
    ways: tuple[Way, ...]

    @property
    def saving_minor(self) -> int:
        """What the lines now in the group would pay less, together."""
        return sum(member.saving_minor for member in self.members)


def standing_of(ladder: Ladder, lines: Sequence[Line]) -> Standing | None:
    """Where these lines stand; None at the top of the ladder."""
    price = price_group(ladder, lines)
    above = price.next_tier
    if above is None:
        return None
    rate = ladder.rate(price.volume)
    return Standing(ladder.measure, rate, ladder.rate(above.from_), above.missing)


def advise(
    standing: Standing,
    wishes: Sequence[Wish],
    offers: Iterable[Offer],
    room: Room | None = None,
) -> Advice:
    """The advice for these lines of a group that stands so: all of its lines, or one member's.

    Lines that come in at the next tier count, as does what is added; other lines' volume does not
    change. `to_add` is 0 if that alone is enough.
    """
    rows = [_Row(standing, wish) for wish in wishes]
    joining = [row for row in rows if row.joins]
    volume = sum(row.volume for row in joining)
    to_add = max(0, standing.missing - volume)
    raisable = [(row.kind, row.line) for row in rows if row.may_be_raised]
    members = _gains(rows)
    missing = Missing(to_add, room, sum(member.saving_minor for member in members))
    return Advice(
        to_add=to_add,
        joining=tuple(row.line.id for row in joining),
        joining_volume=volume,
        members=members,
        ways=find_ways(standing, raisable, list(offers), missing) if to_add else (),
    )


class _Row:
    """A wish at the standing's two rates."""

    def __init__(self, standing: Standing, wish: Wish) -> None:
        line = self.line = wish.line
        self.kind = wish.kind
        self.may_be_raised = wish.kind is not None and line.ceiling_minor is None
        self.now = discounted(line.list_minor, standing.rate)
        self.then = discounted(line.list_minor, standing.next_rate)
        limit = line.ceiling_minor
        self.inside = limit is None or self.now <= limit
        self.joins = not self.inside and limit is not None and self.then <= limit
        self.volume = measured(standing.measure, mbps=line.mbps, spend_minor=line.list_minor)


def _gains(rows: Iterable[_Row]) -> tuple[MemberGain, ...]:
    sums: dict[str, list[int]] = {}
    for row in rows:
        gain = sums.setdefault(row.line.member, [0, 0, 0])
        if row.inside:
            gain[0] += row.now - row.then
        elif row.joins:
            gain[1] += 1
            gain[2] += row.line.list_minor - row.then
    return tuple(MemberGain(member, *gain) for member, gain in sums.items())
