"""An offer for a line in figures to compare, at the rates that pages and API state beside them."""

from __future__ import annotations

from typing import Protocol

from marketplace.domain.contract_terms import TELECOM_VAT_BPS
from pricing.terms import Comparable, Schedule, comparable

PRESENT_VALUE_BPS = 300
"3 % a year: a convention of this marketplace for every comparison, no rate of any market"


class Priced(Protocol):
    """Whatever has a discounted schedule; all of it is None for a reader who may not know."""

    @property
    def price_minor(self) -> int | None: ...
    @property
    def one_off_minor(self) -> int | None: ...
    @property
    def first_month_minor(self) -> int | None: ...
    @property
    def monthly_minor(self) -> int | None: ...


def figures_of(offer: Priced, months: int, mbps: int) -> Comparable | None:
    """The figures of the offer for a line of so many months and Mbps; None without its prices."""
    one_off, first, monthly = offer.one_off_minor, offer.first_month_minor, offer.monthly_minor
    total = offer.price_minor
    if one_off is None or first is None or monthly is None or total is None:
        return None
    plan = Schedule(one_off, first, monthly, months, total)
    return comparable(plan, mbps, rate_bps=PRESENT_VALUE_BPS, vat_bps=TELECOM_VAT_BPS)
