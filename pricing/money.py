"""Exact money: integers of fen, rates in basis points, rounded half up once."""

from fractions import Fraction

MAX_MINOR = 9 * 10**14
WHOLE_BPS = 10_000


def discounted(list_minor: int, rate_bps: Fraction | int) -> int:
    """The price in fen after the discount, rounded half up to the fen, once."""
    if list_minor < 0:
        raise ValueError("list_minor must not be negative")
    if not 0 <= rate_bps <= WHOLE_BPS:
        raise ValueError("rate_bps must be between 0 and 10000")
    whole = WHOLE_BPS * rate_bps.denominator
    return half_up(list_minor * (whole - rate_bps.numerator), whole)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest integer, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)
