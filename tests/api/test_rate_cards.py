"""The rate card of a quote as a sheet: what is asked for, filled in, read, sealed."""

from __future__ import annotations

import csv
import io

from marketplace.schemas.sheets import MIME_TYPES, SheetForm
from tests.factories.demand import publish_prices
from tests.factories.kept import kept
from tests.factories.locked import FAIR, Locked
from tests.factories.visitors import Visitor


@kept
def market(people):
    """Two lots, of which the carrier's price book prices one."""
    locked = Locked(people, [{}], [{"corridor": "SHA-SIN", "mbps": 60}])
    locked.carrier = people.carrier()
    publish_prices(people, locked.carrier)
    locked.rfq = locked.issue()
    locked.path = f"/rfqs/{locked.rfq['id']}"
    return locked


def rows_of(market):
    sheet = market.carrier.get(f"{market.path}/rate-card.csv?lang=en").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(sheet)))


def read(market, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return market.carrier.send(
        "POST", f"{market.path}/rate-card", data=out.getvalue().encode(), content_type="text/csv"
    )


def test_the_card_has_a_row_for_everything_asked_priced_where_a_price_book_has_it(market):
    known, unknown = rows_of(market)

    assert (known["corridor"], known["mbps"], known["monthly_yuan"]) == ("SHA-HKG", "100", "20000")
    assert (unknown["corridor"], unknown["mbps"], unknown["monthly_yuan"]) == ("SHA-SIN", "60", "")


def test_a_row_left_without_prices_offers_nothing(market):
    rates = read(market, rows_of(market)).json["rate_rows"]

    assert [rate["corridor"] for rate in rates] == ["SHA-HKG"]


def test_a_row_half_filled_in_is_told_what_it_lacks(market):
    known, unknown = rows_of(market)

    refused = read(market, [known, unknown | {"monthly_yuan": "1", "rtt_ms": "x"}])

    assert [(e["row"], e["column"], e["code"]) for e in refused.json["errors"]] == [
        (3, "rtt_ms", "decimal_text"),
        (3, "one_off_yuan", "field_required"),
        (3, "availability_percent", "field_required"),
        (3, "delivery_days", "field_required"),
    ]


def test_a_workbook_can_be_sealed_as_it_was_given(market):
    xlsx = MIME_TYPES[SheetForm.XLSX]
    sheet = market.carrier.get(f"{market.path}/rate-card.xlsx")

    rates = market.carrier.send(
        "POST", f"{market.path}/rate-card", data=sheet.data, content_type=xlsx
    ).json
    quote = rates | {
        "currency": "CNY",
        "valid_until": "2034-12-31",
        "ladders": [],
        "statement": FAIR,
    }

    assert market.carrier.put(f"{market.path}/quote", quote).status_code == 200


def test_the_page_puts_the_rates_of_a_file_into_the_form(market):
    visitor = Visitor(market.carrier, "en")
    page = visitor.get(f"{market.path}/quote")
    sheet = visitor.client.get(f"{market.path}/quote/rates.csv").data
    assert "XLSX" in page.text

    page = visitor.send("/quote/rates", file=sheet.replace(b",20000,", b",19999.50,"))

    assert page.status == 200
    assert 'value="19999.50"' in page.text
