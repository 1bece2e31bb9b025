"""The live price of a large group, in columns of 64-bit integers: the figures of `pricing.group`.

Where 64 bits would overflow, sums are kept in two halves of SPLIT bits and prices are computed in
integers of any size. A float only says which lines are far from their limit; those too near to be
told apart by it are weighed in exact fractions.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from pricing.group import GroupPrice, LinePrice, MemberPrice, needed_rate, way_up
from pricing.group_columns import NO_CEILING, Columns
from pricing.group_rows import LateRows
from pricing.money import MAX_MINOR, WHOLE_BPS
from pricing.tiers import Ladder

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
SPLIT = 25
"Bits of the lower half of an amount: sums of either half stay exact, even as floats"
HALF = (1 << SPLIT) - 1
SLACK = 2.0**-46
"More than the floats of needed and earned rates may be wrong by, relatively"
MOST_LINES = 1 << (53 - SPLIT)
WIDEST = 1 << 61
"Below this divisor the remainder of a price fits 64 bits"


def fits(ladder: Ladder, columns: Columns) -> bool:
    """Whether every figure is within the limits of group/1, on which the arithmetic here rests."""
    figures = (columns.mbps, columns.list_minor, columns.ceiling_minor)
    mbps, lists, ceilings = (np.frombuffer(one, np.int64) for one in figures)
    known = np.concatenate([mbps, lists, ceilings[ceilings != NO_CEILING]])
    highest = max(int(known.max()), ladder.tiers[-1].from_)
    return int(known.min()) >= 0 and highest <= MAX_MINOR and len(columns) < MOST_LINES


def price_columns(ladder: Ladder, columns: Columns) -> GroupPrice:
    """What `price_group` answers for lines that fit; rows are made when they are asked for."""
    lists = np.frombuffer(columns.list_minor, np.int64)
    volumes = _volumes(ladder, columns, lists)
    inside = _largest_content_set(ladder, volumes, lists, columns)
    volume = total(volumes[inside])
    rate = ladder.rate(volume) if inside.any() else Fraction(0)
    priced = discounted_all(lists[inside], rate)
    prices = np.zeros_like(lists)
    prices[inside] = priced
    listed, paid = total(lists[inside]), total(priced)
    return GroupPrice(
        volume=volume,
        rate=rate,
        tier=ladder.tier_at(volume),
        next_tier=way_up(
            ladder, volume, paid, lambda then: total(discounted_all(lists[inside], then))
        ),
        lines=LateRows(len(columns), lambda: _line_rows(columns, inside, prices)),
        members=_member_rows(columns, np.where(inside, lists, 0), prices),
        total_list_minor=listed,
        total_minor=paid,
        saving_minor=listed - paid,
    )


def _line_rows(columns: Columns, inside: Marks, prices: Ints) -> Iterator[LinePrice]:
    rows = zip(
        columns.ids,
        (columns.members[at] for at in columns.member_at),
        inside.tolist(),
        columns.list_minor,
        prices.tolist(),
        strict=True,
    )
    for name, member, joined, listed, paid in rows:
        price = (paid, listed - paid) if joined else (None, None)
        yield LinePrice(name, member, joined, listed, *price)


def _member_rows(columns: Columns, lists: Ints, prices: Ints) -> LateRows[MemberPrice]:
    places, count = np.frombuffer(columns.member_at, np.int64), len(columns.members)
    listed, paid = totals_by(places, lists, count), totals_by(places, prices, count)
    return LateRows(
        count,
        lambda: (
            MemberPrice(name, most, least, most - least)
            for name, most, least in zip(columns.members, listed, paid, strict=True)
        ),
    )


def _volumes(ladder: Ladder, columns: Columns, lists: Ints) -> Ints:
    if ladder.measure == "lines":
        return np.ones_like(lists)
    return lists if ladder.measure == "spend" else np.frombuffer(columns.mbps, np.int64)


def total(amounts: Ints) -> int:
    """The exact sum, however large."""
    return (int((amounts >> SPLIT).sum()) << SPLIT) + int((amounts & HALF).sum())


def totals_by(places: Ints, amounts: Ints, count: int) -> list[int]:
    """The exact sum at each of `count` places."""
    high: Ints = np.bincount(places, amounts >> SPLIT, count).astype(np.int64)
    low: Ints = np.bincount(places, amounts & HALF, count).astype(np.int64)
    if high.max() < 1 << (62 - SPLIT):
        sums: list[int] = ((high << SPLIT) + low).tolist()
        return sums
    pairs = zip(high.tolist(), low.tolist(), strict=True)
    return [(more << SPLIT) + less for more, less in pairs]


def discounted_all(lists: Ints, rate: Fraction) -> Ints:
    """Each price after the discount, rounded half up to the fen: `money.discounted` of each.

    A float guesses the price to within one fen. What is left over by the guess is then computed
    modulo 2^64; as it is known to be small, that is exact, and says which way to go.
    """
    kept, whole = (1 - rate / WHOLE_BPS).as_integer_ratio()
    if whole >= WIDEST:
        prices = [(2 * one * kept + whole) // (2 * whole) for one in lists.tolist()]
        return np.array(prices, np.int64)
    guess: Ints = np.rint(lists * (kept / whole)).astype(np.int64)
    double = lists.view(np.uint64) * np.uint64(2 * kept) + np.uint64(whole)
    rest = (double - guess.view(np.uint64) * np.uint64(2 * whole)).view(np.int64)
    guess += rest >= 2 * whole
    guess -= rest < 0
    return guess


def _largest_content_set(ladder: Ladder, volumes: Ints, lists: Ints, columns: Columns) -> Marks:
    """Which lines are in: the hardest to please are dropped until nobody left is discontent.

    Whoever is discontent in a set is so in every smaller one, so that dropping is right in any
    order, if only the rate is that of a set which holds the answer.
    """
    ceilings = np.frombuffer(columns.ceiling_minor, np.int64)
    inside = np.ones(len(lists), np.bool_)
    wanting = np.flatnonzero((ceilings != NO_CEILING) & (ceilings < lists))
    needed = _needed_rates(ladder, lists[wanting], ceilings[wanting])
    hardest = np.argsort(-needed)
    wanting, needed = wanting[hardest], needed[hardest]
    free = total(volumes) - total(volumes[wanting])
    rates = _rates(ladder, _sums_from(volumes[wanting], free))
    start = _first(needed <= rates * (1 + SLACK))
    near = start + _first((needed < rates * (1 - SLACK))[start:])
    inside[wanting[:start]] = False
    doubtful = wanting[start:near]
    left = free + total(volumes[wanting[start:]])
    figures = (volumes[doubtful], lists[doubtful], ceilings[doubtful])
    inside[doubtful] = _weighed(ladder, left, *figures)
    return inside


def _needed_rates(ladder: Ladder, lists: Ints, ceilings: Ints) -> Floats:
    """The rate in bps that must be exceeded for the rounded price to meet the ceiling.

    Whole rates are whole basis points: half a point below the least that is enough, so that
    floats tell everything apart.
    """
    if ladder.style == "whole":
        enough = WHOLE_BPS - (ceilings * WHOLE_BPS + 4_999) // lists
        return enough.astype(np.float64) - 0.5
    above, double = (2 * (lists - ceilings) - 1).astype(np.float64), (2 * lists).astype(np.float64)
    return above * WHOLE_BPS / double


def _sums_from(volumes: Ints, more: int) -> Floats:
    """For each place the sum from it to the end, and `more`: exact but for one rounding."""
    high = np.cumsum((volumes >> SPLIT)[::-1])[::-1] + (more >> SPLIT)
    low = np.cumsum((volumes & HALF)[::-1])[::-1] + (more & HALF)
    sums: Floats = high.astype(np.float64) * (1 << SPLIT) + low
    return sums


def _rates(ladder: Ladder, volumes: Floats) -> Floats:
    """`ladder.rate` of each volume, in bps."""
    bounds = np.array([tier.from_ for tier in ladder.tiers], np.float64)
    discounts: Floats = np.array([tier.discount_bps for tier in ladder.tiers], np.float64)
    if ladder.style == "graduated":
        volumes = np.maximum(volumes, 1)  # nothing earns what the first unit does
    band = np.searchsorted(bounds, volumes, side="right") - 1
    last: Floats = np.take(discounts, band)
    if ladder.style == "whole":
        return last
    below = (low.discount_bps * (high.from_ - low.from_) for low, high in pairwise(ladder.tiers))
    earned = np.array(list(accumulate(below, initial=0)), np.float64)
    rates: Floats = (earned[band] + last * (volumes - bounds[band])) / volumes
    return rates


def _first(marks: Marks) -> int:
    """The place of the first mark; the number of places when there is none."""
    return int(marks.argmax()) if marks.any() else len(marks)


def _weighed(ladder: Ladder, volume: int, volumes: Ints, lists: Ints, ceilings: Ints) -> Marks:
    """Which of these lines stay in a group of that volume, exactly; all others of it stay."""
    pairs = list(zip(lists.tolist(), ceilings.tolist(), strict=True))
    need_of = {pair: needed_rate(*pair) for pair in set(pairs)}
    volume_of: Counter[Fraction] = Counter()
    for pair, more in zip(pairs, volumes.tolist(), strict=True):
        volume_of[need_of[pair]] += more
    for need in sorted(volume_of, reverse=True):
        if need < ladder.rate(volume):
            break
        volume -= volume_of.pop(need)
    return np.array([need_of[pair] in volume_of for pair in pairs], np.bool_)
