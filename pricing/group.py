"""The live price of a group buy: who is in, what each line pays, the way to the next tier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Ladder, Measure, Tier


@dataclass(frozen=True)
class Line:
    """One member's wish; with a ceiling it joins only at or below that price."""

    id: str
    member: str
    mbps: int
    list_minor: int
    ceiling_minor: int | None = None


@dataclass(frozen=True)
class LinePrice:
    """Price and saving are None when the line is left out."""

    id: str
    member: str
    in_group: bool
    list_minor: int
    price_minor: int | None
    saving_minor: int | None


@dataclass(frozen=True)
class MemberPrice:
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
    lines: tuple[LinePrice, ...]
    members: tuple[MemberPrice, ...]
    total_list_minor: int
    total_minor: int
    saving_minor: int


def price_group(ladder: Ladder, lines: Sequence[Line]) -> GroupPrice:
    """Price the largest set of lines in which every line with a ceiling is content."""
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
        next_tier=_way_up(ladder, volume, inside, total),
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


def _largest_content_set(ladder: Ladder, lines: Sequence[Line]) -> set[int]:
    """Positions of the set: drop the hardest to please until nobody in it is discontent.

    A discount never falls as volume grows, so a line discontent in a set is discontent in
    every smaller one: what is dropped could not have stayed.
    """
    joined = set(range(len(lines)))
    volume = _volume(ladder.measure, lines)
    for at in sorted(joined, key=lambda at: _needed_rate(lines[at]), reverse=True):
        if _needed_rate(lines[at]) < ladder.rate(volume):
            break
        joined.remove(at)
        volume -= _volume(ladder.measure, [lines[at]])
    return joined


def _needed_rate(line: Line) -> Fraction:
    """The rate in bps that must be exceeded for the rounded price to meet the ceiling."""
    if line.ceiling_minor is None or line.ceiling_minor >= line.list_minor:
        return Fraction(-1)
    above = 2 * (line.list_minor - line.ceiling_minor) - 1
    return Fraction(above * WHOLE_BPS, 2 * line.list_minor)


def _price_line(line: Line, in_group: bool, rate: Fraction) -> LinePrice:
    if not in_group:
        return LinePrice(line.id, line.member, False, line.list_minor, None, None)
    price = discounted(line.list_minor, rate)
    saving = line.list_minor - price
    return LinePrice(line.id, line.member, True, line.list_minor, price, saving)


def _way_up(ladder: Ladder, volume: int, inside: list[Line], total: int) -> NextTier | None:
    tier = ladder.next_tier(volume)
    if tier is None:
        return None
    then = ladder.rate(tier.from_)
    saving = total - sum(discounted(line.list_minor, then) for line in inside)
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
