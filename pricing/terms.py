"""One-off and monthly charges over a term: price, exact schedule, VAT, and figures to compare."""

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


@dataclass(frozen=True)
class Comparable:
    """An offer in figures that can be held against another's, whatever their terms; in fen.

    Tax-exclusive unless the name says otherwise. Each is rounded half up once, from the exact
    figure: none is computed from another that was rounded already.
    """

    total_minor: int
    vat_minor: int
    total_with_vat_minor: int
    monthly_equivalent_minor: int
    per_mbps_month_minor: int
    present_value_minor: int


def comparable(plan: Schedule, mbps: int, *, rate_bps: int, vat_bps: int) -> Comparable:
    """The schedule of a line of `mbps`, at a yearly discount rate and a VAT rate."""
    tax = vat_of(plan, vat_bps)
    return Comparable(
        total_minor=plan.total_minor,
        vat_minor=tax,
        total_with_vat_minor=plan.total_minor + tax,
        monthly_equivalent_minor=monthly_equivalent(plan.total_minor, plan.months),
        per_mbps_month_minor=per_mbps_month(plan.total_minor, plan.months, mbps),
        present_value_minor=present_value(plan, rate_bps),
    )


def vat_of(plan: Schedule, vat_bps: int) -> int:
    """The VAT of all invoices of the schedule in fen, each rounded half up by itself."""
    first = vat(plan.one_off_minor, vat_bps) + vat(plan.first_month_minor, vat_bps)
    return first + vat(plan.monthly_minor, vat_bps) * (plan.months - 1)


def without_vat(gross_minor: int, vat_bps: int) -> int:
    """The tax-exclusive part of a price that includes VAT, rounded half up to the fen.

    Undoes the adding of `vat` exactly: `without_vat(net + vat(net, r), r) == net`.
    """
    if gross_minor < 0 or vat_bps < 0:
        raise ValueError("gross_minor and vat_bps must not be negative")
    return half_up(gross_minor * WHOLE_BPS, WHOLE_BPS + vat_bps)


def monthly_equivalent(total_minor: int, months: int) -> int:
    """The one-off spread over the term: fen a month, rounded half up."""
    return per_mbps_month(total_minor, months, 1)


def per_mbps_month(total_minor: int, months: int, mbps: int) -> int:
    """The whole price by month and Mbps: fen, rounded half up."""
    if total_minor < 0:
        raise ValueError("total_minor must not be negative")
    if months < 1 or mbps < 1:
        raise ValueError("months and mbps must be at least 1")
    return half_up(total_minor, months * mbps)


def present_value(plan: Schedule, rate_bps: int) -> int:
    """What the schedule is worth on the day the line goes live: fen, rounded half up once.

    The one-off is paid on that day, each month at its end. `rate_bps` is a nominal yearly rate;
    a twelfth of it counts for each month. At 0 the present value is the total.
    """
    if rate_bps < 0:
        raise ValueError("rate_bps must not be negative")
    base, grown = 12 * WHOLE_BPS, 12 * WHOLE_BPS + rate_bps
    worth, whole = 0, 1  # of the months so far, from the last one back, as a fraction
    for payment in [plan.monthly_minor] * (plan.months - 1) + [plan.first_month_minor]:
        worth = (worth + payment * whole) * base
        whole *= grown
    return half_up(plan.one_off_minor * whole + worth, whole)
