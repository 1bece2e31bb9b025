"""One-off and monthly charges over a term: one price, an exact schedule, VAT per invoice."""

from dataclasses import dataclass
from fractions import Fraction

from pricing.money import WHOLE_BPS, discounted, half_up


@dataclass(frozen=True)
class Schedule:
    """What is invoiced: the one-off, the first month, then `months - 1` equal months."""

    one_off_minor: int
    first_month_minor: int
    monthly_minor: int
    months: int
    total_minor: int


def line_price(one_off_minor: int, monthly_minor: int, months: int) -> int:
    """The price of the whole term in fen, tax-exclusive."""
    if one_off_minor < 0 or monthly_minor < 0:
        raise ValueError("charges must not be negative")
    if months < 1:
        raise ValueError("months must be at least 1")
    return one_off_minor + monthly_minor * months


def schedule(
    one_off_minor: int, monthly_minor: int, months: int, rate_bps: Fraction | int
) -> Schedule:
    """The discounted line in parts that sum to its price; the first month takes the remainder."""
    total = discounted(line_price(one_off_minor, monthly_minor, months), rate_bps)
    one_off = discounted(one_off_minor, rate_bps)
    monthly, remainder = divmod(total - one_off, months)
    return Schedule(one_off, monthly + remainder, monthly, months, total)


def vat(amount_minor: int, vat_bps: int) -> int:
    """The VAT of one invoice in fen, rounded half up."""
    if amount_minor < 0 or vat_bps < 0:
        raise ValueError("amount_minor and vat_bps must not be negative")
    return half_up(amount_minor * vat_bps, WHOLE_BPS)
