"""Every product of the catalogue can be priced by a licensed carrier and joined with."""

from __future__ import annotations

import pytest

from marketplace.domain.products import Product
from tests.factories.demand import Market, a_line
from tests.factories.people import People
from tests.factories.price_books import draft_book, make_corridor, price_row

EVERY_SCOPE = ("A11-4", "A14-1", "A14-4")


@pytest.fixture(scope="module")
def market(app, database):
    """An open group buy with list prices for every product on a corridor of its own."""
    people = People(app, database)
    corridor, carrier = make_corridor(people), people.carrier(EVERY_SCOPE)
    book = draft_book(carrier, valid_from="2020-01-01")
    rows = [
        price_row(corridor, product=str(product), protection=protection)
        for product in Product
        for protection in ("none", "dual_route")
    ]
    carrier.put(f"{book['path']}/rows", {"rows": rows}, etag=book["etag"])
    assert carrier.post(f"{book['path']}/publish").status_code == 200
    market = Market(people)
    market.corridor = corridor
    return market


@pytest.mark.parametrize("protection", ["none", "dual_route", "two_carriers"])
@pytest.mark.parametrize("product", [str(product) for product in Product])
def test_a_line_of_every_product_and_protection_can_be_joined_with(market, product, protection):
    line = a_line(corridor=market.corridor, product=product, protection=protection, term_months=24)

    joined = market.join(None, line)

    assert joined.status_code == 201, joined.json
    assert joined.json["lines"][0]["list_minor"] == 800_000 + 24 * 9_000_000
