"""VAT on what a contract invoices: the one-off, the first month, then equal months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from pricing.terms import vat

TELECOM_VAT_BPS = 900
"9 % on basic telecom services (PAY-04)"


@dataclass(frozen=True)
class InvoicedVat:
    """VAT of each invoice of a line and of all of them together, in fen."""

    one_off_vat_minor: int
    first_month_vat_minor: int
    monthly_vat_minor: int
    vat_minor: int


def invoiced_vat(
    one_off_minor: int, first_month_minor: int, monthly_minor: int, months: int, vat_bps: int
) -> InvoicedVat:
    """The VAT of a line's invoices, each rounded half up by itself."""
    one_off = vat(one_off_minor, vat_bps)
    first = vat(first_month_minor, vat_bps)
    monthly = vat(monthly_minor, vat_bps)
    return InvoicedVat(one_off, first, monthly, one_off + first + monthly * (months - 1))


def contract_number(drawn_year: int, award_hex: str, counter: int) -> str:
    """A number people can read and type, unique through the award it comes from."""
    return f"XB-{drawn_year}-{award_hex[:8].upper()}-{counter:03d}"


def in_working_days(since: datetime, days: int) -> datetime:
    """The end of the last of so many working days after an instant, in UTC."""
    return end_of_day(nth_working_day_after(local_day(since), days))
