"""Price books renewed: many rows changed at once, copies, validity, overlaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import PriceBook, PriceBookLadder, PriceBookRow, ReferencePrice
from tests.factories.demand import Market
from tests.factories.people import People
from tests.factories.price_books import draft_book, make_corridor, price_row


@pytest.fixture(scope="module")
def corridor(app, database):
    return make_corridor(People(app, database))


@pytest.fixture
def carrier(people):
    return people.carrier()


@pytest.fixture
def book(carrier, corridor):
    """Three bandwidths for two terms, of two products."""
    book = draft_book(carrier)
    rows = [
        price_row(corridor, mbps=mbps, term_months=term, product=product, monthly_minor=mbps * 1001)
        for product in ("IEPL", "IPLC")
        for term in (12, 24)
        for mbps in (10, 50, 100)
    ]
    written = carrier.put(f"{book['path']}/rows", {"rows": rows}, etag=book["etag"])
    return book | {"etag": written.headers["ETag"]}


def rows_of(carrier, book):
    return carrier.get(f"{book['path']}/rows").json


def change(carrier, book, **body):
    return carrier.patch(f"{book['path']}/rows", body, etag=book["etag"])


def test_a_preview_shows_before_and_after_and_writes_nothing(carrier, book):
    before = rows_of(carrier, book)
    body = {"select": {"product": "IEPL"}, "change": {"monthly_raise_bps": 500}}

    preview = carrier.post(f"{book['path']}/rows/preview", body).json

    assert (preview["rows_selected"], preview["rows_changed"]) == (6, 6)
    first = preview["rows"][0]
    assert (first["before"]["monthly_minor"], first["after"]["monthly_minor"]) == (10_010, 10_511)
    assert first["after_total_minor"] == 800_000 + 12 * 10_511
    assert rows_of(carrier, book) == before


def test_a_change_takes_only_the_rows_selected(carrier, book, corridor):
    select = {
        "corridor": corridor,
        "product": "IPLC",
        "term_months": 24,
        "protection": "none",
        "mbps_from": 50,
        "mbps_to": 99,
    }
    done = change(carrier, book, select=select, change={"delivery_days": 9})

    assert done.json["rows_written"] == 1
    (row,) = [row for row in rows_of(carrier, book) if row["delivery_days"] == 9]
    assert (row["product"], row["term_months"], row["mbps"]) == ("IPLC", 24, 50)


@pytest.mark.parametrize(
    ("asked", "monthly"),
    [
        ({"monthly_raise_bps": 333}, 10_343),
        ({"monthly_lower_bps": 5}, 10_005),
        ({"monthly_raise_minor": 7}, 10_017),
        ({"monthly_lower_minor": 10_010}, 0),
    ],
)
def test_a_price_moves_by_a_rate_or_an_amount_half_up(carrier, book, asked, monthly):
    change(carrier, book, change=asked)

    assert rows_of(carrier, book)[0]["monthly_minor"] == monthly


def test_one_off_and_availability_change_with_it(carrier, book):
    change(carrier, book, change={"one_off_lower_bps": 10_000, "availability_bps": 9999})

    assert {(r["one_off_minor"], r["availability_bps"]) for r in rows_of(carrier, book)} == {
        (0, 9999)
    }


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"change": {}}, "/change", "nothing_to_change"),
        (
            {"change": {"monthly_raise_bps": 1, "monthly_lower_minor": 1}},
            "/change/monthly_lower_minor",
            "one_way_only",
        ),
        (
            {"select": {"mbps_from": 101}, "change": {"delivery_days": 1}},
            "/select",
            "no_row_selected",
        ),
        ({"change": {"monthly_lower_minor": 10_011}}, "/rows/0", "price_below_zero"),
        ({"change": {"monthly_raise_minor": 9 * 10**14}}, "/rows/0", "total_too_large"),
    ],
)
def test_a_change_that_cannot_be_is_refused_whole(carrier, book, body, pointer, code):
    before = rows_of(carrier, book)

    refused = change(carrier, book, **body)

    first = refused.json["errors"][0]
    assert (first["pointer"], first["code"]) == (pointer, code)
    assert rows_of(carrier, book) == before


def test_a_price_that_falls_with_bandwidth_is_warned_of(carrier, book):
    done = change(carrier, book, select={"mbps_to": 10}, change={"monthly_raise_minor": 10_000_000})

    assert {warning["code"] for warning in done.json["warnings"]} == {"tier_cliff"}


def test_a_change_from_an_old_version_is_refused(carrier, book):
    change(carrier, book, change={"delivery_days": 9})

    assert change(carrier, book, change={"delivery_days": 8}).status_code == 412


def published(carrier, book):
    answer = carrier.post(f"{book['path']}/publish")
    assert answer.status_code == 200, answer.json
    return book


def test_a_published_book_is_renewed_by_a_copy(carrier, book):
    ladder = {"measure": "spend", "style": "graduated", "tiers": [{"from": 0, "discount_bps": 1}]}
    carrier.put(
        f"{book['path']}/ladders", {"ladders": [{"code": "A", "ladder": ladder}]}, etag=book["etag"]
    )
    published(carrier, book)
    terms = {"name": "next", "valid_from": "2036-01-01", "valid_to": "2036-12-31"}

    copy = carrier.post(f"{book['path']}/copies", terms)

    assert (copy.status_code, copy.json["state"]) == (201, "draft")
    assert copy.json["ladders"][0]["ladder"] == ladder
    path = copy.headers["Location"][7:]
    without_id = [{k: v for k, v in row.items() if k != "id"} for row in rows_of(carrier, book)]
    copied = [
        {k: v for k, v in row.items() if k != "id"} for row in carrier.get(f"{path}/rows").json
    ]
    assert copied == without_id


def test_a_copy_of_the_same_name_is_refused(carrier, book):
    terms = {"name": book["name"], "valid_from": "2036-01-01", "valid_to": "2036-12-31"}

    refused = carrier.post(f"{book['path']}/copies", terms)

    assert refused.json["errors"][0]["code"] == "name_taken"


@pytest.mark.parametrize(
    ("begins", "ends", "validity", "days_left"),
    [
        (-9, 0, "ends_soon", 1),
        (-9, 29, "ends_soon", 30),
        (-9, 30, "valid", 31),
        (1, 99, "not_yet", 100),
    ],
)
def test_a_books_standing_counts_its_last_day(
    carrier, corridor, clock, begins, ends, validity, days_left
):
    today = (clock.now() + timedelta(hours=8)).date()
    days = [today + timedelta(days=days) for days in (begins, ends)]
    book = draft_book(carrier, valid_from=days[0].isoformat(), valid_to=days[1].isoformat())

    standing = carrier.get(f"{book['path']}/standing").json

    assert (standing["validity"], standing["days_left"]) == (validity, days_left)


def test_books_that_price_the_same_rows_at_the_same_time_are_told(carrier, book):
    published(carrier, book)
    copies = [
        carrier.post(f"{book['path']}/copies", {"name": name, "valid_from": a, "valid_to": b})
        for name, a, b in (
            ("over it", "2035-12-31", "2036-12-31"),
            ("after it", "2036-01-01", "2036-12-31"),
        )
    ]

    overlaps = [
        carrier.get(f"{copy.headers['Location'][7:]}/standing").json["overlaps"] for copy in copies
    ]

    assert [[one["id"] for one in found] for found in overlaps] == [[book["id"]], []]


@pytest.fixture
def over(people, database):
    """A market whose carrier's price book, with a ladder, is over since the end of 2025."""
    market = Market(people)
    with database.unit_of_work() as session:
        book = session.scalars(
            sa.select(PriceBook).where(PriceBook.carrier_id == market.carrier.id)
        ).one()
        book.valid_to = date(2025, 12, 31)
        ladder = {
            "measure": "lines",
            "style": "whole",
            "tiers": [{"from": 0, "discount_bps": 0}],
        }
        book.ladders = [PriceBookLadder(code="old", ladder=ladder)]
        session.flush()
        market.book_id, market.ladder_id = book.id, str(book.ladders[0].id)
    return market


def test_no_ladder_comes_from_a_book_that_is_over(over):
    terms = {name: value for name, value in over.terms().items() if name != "ladder"}

    refused = over.park.post("/group-buys", terms | {"ladder_of_price_book": over.ladder_id})
    listed = over.park.get("/price-book-ladders?limit=200").json

    assert refused.json["errors"][0]["code"] == "not_known"
    assert over.ladder_id not in {ladder["id"] for ladder in listed}


def test_no_list_price_comes_from_a_book_that_is_over(over, people, session):
    Market(people)
    again = over.draft()
    assert over.park.post(f"/group-buys/{again}/open").status_code == 200

    query = sa.select(ReferencePrice.group_buy_id).join(
        PriceBookRow, PriceBookRow.id == ReferencePrice.row_id
    )
    taken = session.scalars(query.where(PriceBookRow.book_id == over.book_id))
    assert again not in {str(group_buy_id) for group_buy_id in taken}
