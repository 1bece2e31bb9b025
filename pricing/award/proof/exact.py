"""Whole-number arithmetic on arrays: no figure of a proof is ever rounded the wrong way.

Money is held in parts of a fen: `scale` of them to the fen, a power of two.

No sum in 64 bits wraps, as each is one of these. Sizes count once for all lines and carriers; W is
a part of a fen for each rounding, so for each line of each volume and rule: far below 2**50.
- Prices: one for each line, the dearest of them at most 2**53 in all (`scale_for`).
- Credits: REACH from the multipliers of a part and REACH from those across, each checked when read
  (`check_reach`), and W: at most 2**58 + W over all lines and carriers.
- So a reduced price on offer lies within 2**53 + 2**58 + W < NEVER // 2, and no sum over lines of
  least prices, of second best ones or of both exceeds 2**60; with NEVER added it stays below 2**62.
- Line prices of a table: PRICES in all (`line_prices`). Where a sum of a lot wraps while they are
  shared out, they come out as others, which is sound: any prices bound. What a line costs above
  its own, less what it counts for: 2**53 + PRICES + 2**58 + REACH + W < 2**60 over the lines of
  a scope.
- A table's entries, constants and base are Python's integers; there may be so many carriers and
  tiers that their sums do not fit. The walk of combinations adds up only tables that `fits`, and
  `exact_sum` and `exact_sums` add up lots and lines however large.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = 2**60
"the reduced price of what is not on offer; above every price"
MAX_TOTAL_BITS = 53
MAX_SCALE_BITS = 16
AMOUNT_BITS = 10
SAFE = 2**62
REACH = 2**57
"""What the multipliers of a part may take off or put on prices, and those across parts once more;
both together stay below NEVER // 2."""
PRICES = 2**59
"what the prices of a table come to at most, counted without their signs"


class TooWide(ValueError):
    """The amounts are too large for whole numbers of 64 bits."""


def scale_for(total_minor: int) -> int:
    """Parts of a fen that keep a sum of this many fen well inside 64 bits."""
    bits = MAX_TOTAL_BITS - total_minor.bit_length()
    if bits < 0:
        raise TooWide
    return 1 << min(MAX_SCALE_BITS, bits)


def shift_for(amounts: Ints) -> int:
    """By how many bits a multiplier on these amounts is finer than a part of a fen."""
    largest = int(amounts.max(initial=0))
    return max(0, largest.bit_length() - AMOUNT_BITS)


def distinct(numbers: Ints) -> Ints:
    """The different numbers in order; np.unique would load masked arrays first, 15 ms."""
    ordered = np.sort(numbers)
    different: Ints = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return different


def exact_sum(values: Ints) -> int:
    """The sum, however large."""
    largest = max(int(values.max(initial=0)), -int(values.min(initial=0)))
    if largest * len(values) < SAFE:
        return int(values.sum())
    return (int((values >> 30).sum()) << 30) + int((values & (2**30 - 1)).sum())


def sum_of(values: Ints, flags: Flags, total: int) -> int:
    """The sum of some of the values, which all together come to `total`; none is negative."""
    return int(values @ flags) if total < SAFE else exact_sum(values[flags])


def exact_sums(values: Ints) -> list[int]:
    """The sum of each row, however large."""
    if not values.size:
        return [0] * len(values)
    largest = max(int(values.max()), -int(values.min()))
    if largest * values.shape[1] < SAFE:
        sums: list[int] = values.sum(axis=1).tolist()
        return sums
    return [exact_sum(row) for row in values]


def credits_up(multipliers: Sequence[int], amounts: Ints, shift: int) -> Ints:
    """A row for each multiplier: multiplier * amount / 2**shift, rounded up."""
    more = (1 << shift) - 1
    if max(multipliers) * int(amounts.max(initial=0)) + more < SAFE:
        return (amounts * np.array(multipliers, dtype=np.int64)[:, None] + more) >> shift
    return np.array([credit_up(one, amounts, shift) for one in multipliers])


def credit_up(multiplier: int, amounts: Ints, shift: int) -> Ints:
    """multiplier * amount / 2**shift, rounded up."""
    return _product(multiplier, amounts, shift, up=True)


def credit_down(multiplier: int, amounts: Ints, shift: int) -> Ints:
    """multiplier * amount / 2**shift, rounded down."""
    return _product(multiplier, amounts, shift, up=False)


def _product(multiplier: int, amounts: Ints, shift: int, *, up: bool) -> Ints:
    more = (1 << shift) - 1 if up else 0
    if multiplier * int(amounts.max(initial=0)) + more < SAFE:
        return (amounts * multiplier + more) >> shift
    wide = [(int(amount) * multiplier + more) >> shift for amount in amounts]
    return np.array(wide, dtype=np.int64)


def bound_down(multiplier: int, bound: int, shift: int) -> int:
    """What a volume of at least `bound` is surely worth at the multiplier."""
    return (multiplier * bound) >> shift


def bound_up(multiplier: int, bound: int, shift: int) -> int:
    """What a volume of at most `bound` can at most be worth at the multiplier."""
    return -((-multiplier * bound) >> shift)
