"""Facts of a carrier with its licences, and of the quote that it would seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts import CarrierFacts, QuoteFacts
from marketplace.domain.compliance.facts.carrier import Delivery, SellerRole
from marketplace.domain.lives import LicenceState
from marketplace.domain.products import Product
from marketplace.domain.quote_pricing import WantedLine
from marketplace.domain.roles import OrganisationKind
from marketplace.domain.working_days import local_day
from marketplace.models import Licence, Organisation


def find_licences_of(session: Session, carrier: Organisation) -> Sequence[Licence]:
    """What a reviewer has verified, the one that holds longest first."""
    query = sa.select(Licence).where(
        Licence.carrier_id == carrier.id, Licence.state == LicenceState.VERIFIED
    )
    return session.scalars(query.order_by(Licence.valid_to.desc(), Licence.id)).all()


def facts_of_carrier(carrier: Organisation, licences: Sequence[Licence]) -> CarrierFacts:
    """By the licence that holds longest; a reviewer who verified it found it genuine."""
    if not licences:
        return CarrierFacts(legal_name=carrier.name_zh, uscc=carrier.uscc, licensed=False)
    best = licences[0]
    return CarrierFacts(
        legal_name=carrier.name_zh,
        uscc=carrier.uscc,
        licensed=True,
        licence_number=best.number,
        licence_scopes=_scopes(licences),
        licence_valid_to=best.valid_to,
        licence_checked_on=None if best.decided_at is None else local_day(best.decided_at),
        forged_or_lent=False,
    )


def facts_of_quote(
    quote: Mapping[str, Any],
    wanted: Mapping[str, WantedLine],
    carrier: Organisation,
    licences: Sequence[Licence],
    *,
    due_on: date,
) -> QuoteFacts:
    """What the marketplace sees to by its build is stated as it is built.

    Only an invited carrier quotes, once, for itself, sealed and before the due time; prices are
    without tax and have no other fees; a product is carried over the carrier's own lines.
    """
    return QuoteFacts(
        products=_products(quote, wanted),
        licence_scopes=_scopes(licences),
        licence_valid_to=licences[0].valid_to if licences else None,
        contract_ends_on=_last_day(quote, wanted, due_on),
        delivery=Delivery.OWN_INTERNATIONAL,
        seller_role=SellerRole.CARRIER,
        other_quotes_of_legal_person=0,
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


def _scopes(licences: Sequence[Licence]) -> frozenset[str]:
    return frozenset(scope for licence in licences for scope in licence.scopes)


def _products(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine]) -> frozenset[Product]:
    rows = [Product(str(row["product"])) for row in quote.get("rate_rows") or []]
    lines = [Product(str(line.key.product)) for line in _priced(quote, wanted)]
    return frozenset([*rows, *lines])


def _priced(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine]) -> list[WantedLine]:
    named = [row["reference"] for row in quote.get("line_prices") or []]
    return [wanted[reference] for reference in named if reference in wanted]


def _last_day(quote: Mapping[str, Any], wanted: Mapping[str, WantedLine], due_on: date) -> date:
    """Of the longest contract that may come of it, if every line goes live when promised."""
    rows = [*(quote.get("rate_rows") or []), *(quote.get("line_prices") or [])]
    terms = [row["term_months"] for row in quote.get("rate_rows") or []]
    terms += [line.key.term_months for line in _priced(quote, wanted)]
    delivered = due_on + timedelta(days=max((row["delivery_days"] for row in rows), default=0))
    return months_after(delivered, max(terms, default=0))
