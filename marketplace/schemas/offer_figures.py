"""Offers in figures to compare (comparable-offers/1 of the pricing package)."""

from __future__ import annotations

from marketplace.schemas.fields import Amount, Schema


class OfferFiguresSchema(Schema):
    """Whole term, tax-exclusive unless named otherwise; VAT 9 % on each invoice by itself.

    `present_value_minor`: on the day the line goes live, at 3 % a year.
    """

    total_with_vat_minor = Amount()
    monthly_equivalent_minor = Amount()
    per_mbps_month_minor = Amount()
    present_value_minor = Amount()
