"""The live price of a group buy: who is in, what each line pays, the way to the next tier."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Ladder, Measure, Tier

LARGE = 2_000
"From so many lines on columns are faster than one line after the other"


@dataclass(frozen=True)
class Line:
    """One member's wish; with a ceiling it joins only at or below that price."""

    id: str
    member: str
    mbps: int
    list_minor: int
    ceiling_minor: int | None = None


class LinePrice(NamedTuple):
    """Price and saving are None when the line is left out."""

    id: str
    member: str
    in_group: bool
    list_minor: int
    price_minor: int | None
    saving_minor: int | None


class MemberPrice(NamedTuple):
    """Sums over the member's lines in the group."""

    member: str
    list_minor: int
    price_minor: int
    saving_minor: int


@dataclass(frozen=True)
class NextTier:
    """`missing` is volume still needed, `saving_minor` what today's group would gain."""

    from_: int
    discount_bps: int
    missing: int
    saving_minor: int


@dataclass(frozen=True)
class GroupPrice:
    """Every figure of a group-price/1 document."""

    volume: int
    rate: Fraction
    tier: Tier
    next_tier: NextTier | None
    lines: Sequence[LinePrice]
    members: Sequence[MemberPrice]
    total_list_minor: int
    total_minor: int
    saving_minor: int


def price_group(ladder: Ladder, lines: Sequence[Line]) -> GroupPrice:
    """Price the largest set of lines in which every line with a ceiling is content.

    A large group is priced in columns (`pricing.group_arrays`), with the same figures.
    """
    if len(lines) >= LARGE:
        from pricing.group_arrays import fits, price_columns  # numpy only where it pays
        from pricing.group_columns import columns_of

        columns = columns_of(lines)
        if columns is not None and fits(ladder, columns):
            return price_columns(ladder, columns)
    return price_line_by_line(ladder, lines)


def price_line_by_line(ladder: Ladder, lines: Sequence[Line]) -> GroupPrice:
    """The same in fractions and integers of any size: the reference for every faster way."""
    joined = _largest_content_set(ladder, lines)
    inside = [lines[at] for at in sorted(joined)]
    volume = _volume(ladder.measure, inside)
    rate = ladder.rate(volume) if inside else Fraction(0)
    priced = tuple(_price_line(line, at in joined, rate) for at, line in enumerate(lines))
    total_list = sum(line.list_minor for line in inside)
    total = sum(line.price_minor or 0 for line in priced)
    return GroupPrice(
        volume=volume,
        rate=rate,
        tier=ladder.tier_at(volume),
        next_tier=way_up(ladder, volume, total, lambda then: _total(inside, then)),
        lines=priced,
        members=_by_member(priced),
        total_list_minor=total_list,
        total_minor=total,
        saving_minor=total_list - total,
    )


def measured(measure: Measure, *, mbps: int, spend_minor: int) -> int:
    """What one line counts in the measure."""
    return {"lines": 1, "mbps": mbps, "spend": spend_minor}[measure]


def _volume(measure: Measure, lines: Iterable[Line]) -> int:
    return sum(measured(measure, mbps=line.mbps, spend_minor=line.list_minor) for line in lines)


def _total(lines: Iterable[Line], rate: Fraction) -> int:
    return sum(discounted(line.list_minor, rate) for line in lines)


def _largest_content_set(ladder: Ladder, lines: Sequence[Line]) -> set[int]:
    """Positions of the set: drop the hardest to please until nobody in it is discontent.

    A discount never falls as volume grows, so a line discontent in a set is discontent in
    every smaller one: what is dropped could not have stayed.
    """
    joined = set(range(len(lines)))
    volume = _volume(ladder.measure, lines)
    needed = [needed_rate(line.list_minor, line.ceiling_minor) for line in lines]
    for at in sorted(joined, key=lambda at: needed[at], reverse=True):
        if needed[at] < ladder.rate(volume):
            break
        joined.remove(at)
        volume -= _volume(ladder.measure, [lines[at]])
    return joined


def needed_rate(list_minor: int, ceiling_minor: int | None) -> Fraction:
    """The rate in bps that must be exceeded for the rounded price to meet the ceiling."""
    if ceiling_minor is None or ceiling_minor >= list_minor:
        return Fraction(-1)
    above = 2 * (list_minor - ceiling_minor) - 1
    return Fraction(above * WHOLE_BPS, 2 * list_minor)


def _price_line(line: Line, in_group: bool, rate: Fraction) -> LinePrice:
    if not in_group:
        return LinePrice(line.id, line.member, False, line.list_minor, None, None)
    price = discounted(line.list_minor, rate)
    saving = line.list_minor - price
    return LinePrice(line.id, line.member, True, line.list_minor, price, saving)


def way_up(
    ladder: Ladder, volume: int, total: int, total_at: Callable[[Fraction], int]
) -> NextTier | None:
    """The way to the next tier; `total_at` gives what the group pays at a rate, in fen."""
    tier = ladder.next_tier(volume)
    if tier is None:
        return None
    saving = total - total_at(ladder.rate(tier.from_))
    return NextTier(tier.from_, tier.discount_bps, tier.from_ - volume, saving)


def _by_member(lines: Iterable[LinePrice]) -> tuple[MemberPrice, ...]:
    sums: dict[str, tuple[int, int]] = {}
    for line in lines:
        listed, priced = sums.get(line.member, (0, 0))
        if line.price_minor is not None:
            listed, priced = listed + line.list_minor, priced + line.price_minor
        sums[line.member] = (listed, priced)
    return tuple(
        MemberPrice(member, listed, priced, listed - priced)
        for member, (listed, priced) in sums.items()
    )
