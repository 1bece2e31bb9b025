"""Facts of the quote that a carrier would seal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts import QuoteFacts
from marketplace.domain.compliance.facts.carrier import Delivery, SellerRole
from marketplace.domain.products import Product
from marketplace.domain.quote_pricing import WantedLine
from marketplace.domain.quote_statement import activation_days, stated_in
from marketplace.domain.roles import OrganisationKind
from marketplace.models import Organisation


def facts_of_quote(
    quote: Mapping[str, Any],
    wanted: Mapping[str, WantedLine],
    carrier: Organisation,
    right: Mapping[str, Any],
    *,
    due_on: date,
) -> QuoteFacts:
    """What licences say (`right`), what the carrier states, and what the build itself sees to.

    Only an invited carrier quotes, for itself, sealed and before the due time; prices are
    without tax and have no other fees; a product is carried over the carrier's own lines.
    """
    return QuoteFacts(
        products=_products(quote, wanted),
        **right,
        **stated_in(quote),
        activation_days=activation_days(quote),
        contract_ends_on=_last_day(quote, wanted, due_on),
        delivery=Delivery.OWN_INTERNATIONAL,
        seller_role=SellerRole.CARRIER,
        of_platform=carrier.kind == OrganisationKind.PLATFORM,
        currency=quote["currency"],
        tax_basis_stated=True,
        all_fees_listed=True,
        encrypted=True,
        on_time=True,
        withdrawn_after_due=False,
        bidders_kept_secret=True,
        access_logged=True,
    )


def _products(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine]) -> frozenset[Product]:
    rows = [Product(str(row["product"])) for row in quote.get("rate_rows") or []]
    lines = [Product(str(line.key.product)) for line in _priced(quote, wanted)]
    return frozenset([*rows, *lines])


def _priced(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine]) -> list[WantedLine]:
    named = [row["reference"] for row in quote.get("line_prices") or []]
    return [wanted[reference] for reference in named if reference in wanted]


def _last_day(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine], due_on: date) -> date:
    """Of the longest contract that may come of it, if every line goes live when promised."""
    terms = [row["term_months"] for row in quote.get("rate_rows") or []]
    terms += [line.key.term_months for line in _priced(quote, wanted)]
    delivered = due_on + timedelta(days=activation_days(quote) or 0)
    return months_after(delivered, max(terms, default=0))
