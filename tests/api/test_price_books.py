"""Price books over the API: drafts, rows in JSON, ladders, publishing, and who sees what."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import AuditEntry
from tests.factories.price_books import csv_row, draft_book, import_csv, make_corridor, price_row

LADDER = {
    "measure": "mbps",
    "style": "whole",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 800}],
}


@pytest.fixture
def carrier(people):
    return people.carrier()


@pytest.fixture
def book(carrier):
    return draft_book(carrier)


@pytest.fixture
def corridor(people):
    return make_corridor(people)


def put_rows(carrier, book, *rows):
    return carrier.put(f"{book['path']}/rows", {"rows": list(rows)}, etag=book["etag"])


def errors(answer):
    assert answer.status_code == 422, answer.json
    return [(e["pointer"], e["code"]) for e in answer.json["errors"]]


def test_a_draft_is_the_carriers_own(carrier, book):
    found = carrier.get(book["path"])

    assert found.json["state"] == "draft"
    assert found.json["carrier"]["id"] == str(carrier.id)
    assert found.headers["ETag"] == book["etag"]


def test_to_another_carrier_a_price_book_does_not_exist(people, carrier, book):
    other = people.carrier()

    assert other.get(book["path"]).status_code == 404
    assert other.post(f"{book['path']}/publish").status_code == 404
    assert other.get("/price-books").json == []


def test_overseers_read_but_do_not_change(people, book):
    observer = people.observer()

    assert observer.get(book["path"]).status_code == 200
    assert observer.patch(book["path"], {"name": "x"}, etag=book["etag"]).status_code == 403


def test_an_enterprise_has_no_price_books(people):
    member = people.enterprise(people.park())

    assert member.get("/price-books").json == []
    terms = {"name": "x", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    assert member.post("/price-books", terms).status_code == 403


def test_a_validity_that_ends_before_it_begins_is_refused(carrier):
    answer = carrier.post(
        "/price-books", {"name": "x", "valid_from": "2026-02-01", "valid_to": "2026-01-31"}
    )

    assert errors(answer) == [("/valid_to", "order")]


def test_a_carrier_names_each_book_once(carrier, book):
    answer = carrier.post(
        "/price-books", {"name": book["name"], "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    )

    assert errors(answer) == [("/name", "name_taken")]


def test_a_change_leaves_the_rest_and_raises_the_version(carrier, book):
    answer = carrier.patch(book["path"], {"valid_to": "2034-01-01"}, etag=book["etag"])

    assert (answer.json["valid_to"], answer.json["name"]) == ("2034-01-01", book["name"])
    assert answer.headers["ETag"] != book["etag"]


def test_a_change_from_an_old_version_is_refused(carrier, book):
    carrier.patch(book["path"], {"illustrative": False}, etag=book["etag"])

    assert carrier.patch(book["path"], {"name": "x"}, etag=book["etag"]).status_code == 412
    assert carrier.patch(book["path"], {"name": "x"}).status_code == 428


def test_rows_are_replaced_whole_and_the_version_rises(carrier, book, corridor):
    first = put_rows(carrier, book, price_row(corridor), price_row(corridor, mbps=200))
    book["etag"] = first.headers["ETag"]

    second = put_rows(carrier, book, price_row(corridor, mbps=50))

    assert [first.json["rows_written"], second.json["rows_written"]] == [2, 1]
    assert second.headers["ETag"] != first.headers["ETag"]
    (row,) = carrier.get(f"{book['path']}/rows").json
    assert {k: v for k, v in row.items() if k != "id"} == price_row(corridor, mbps=50)


def test_rows_come_in_pages_with_their_total(carrier, book, corridor):
    put_rows(carrier, book, *[price_row(corridor, mbps=n) for n in range(1, 8)])

    page = carrier.get(f"{book['path']}/rows?offset=2&limit=3")

    assert [row["mbps"] for row in page.json] == [3, 4, 5]
    assert page.headers["X-Total-Count"] == "7"


def test_wrong_rows_are_told_at_once_and_nothing_is_written(carrier, book, corridor):
    answer = put_rows(
        carrier,
        book,
        price_row(corridor),
        price_row("SHA-XXX"),
        price_row(corridor, mbps=200, rtt_us=16_955),
        price_row(corridor),
    )

    assert errors(answer) == [
        ("/rows/1/corridor", "not_known"),
        ("/rows/2/rtt_us", "rtt_below_floor"),
        ("/rows/3/mbps", "duplicate"),
    ]
    assert carrier.get(f"{book['path']}/rows").json == []


def test_the_floor_is_named_when_a_round_trip_is_impossible(carrier, book, corridor):
    answer = put_rows(carrier, book, price_row(corridor, rtt_us=1))

    assert "16.956" in answer.json["errors"][0]["messages"]["en"]


def test_a_tier_cliff_is_a_warning(carrier, book, corridor):
    answer = put_rows(
        carrier, book, price_row(corridor), price_row(corridor, mbps=200, monthly_minor=1)
    )

    assert answer.status_code == 200
    assert [(w["pointer"], w["code"]) for w in answer.json["warnings"]] == [
        ("/rows/1/mbps", "tier_cliff")
    ]


def test_ladders_are_replaced_and_keep_their_ids(carrier, book):
    first = carrier.put(
        f"{book['path']}/ladders",
        {"ladders": [{"code": "A", "ladder": LADDER}, {"code": "B", "ladder": LADDER}]},
        etag=book["etag"],
    )
    graduated = LADDER | {"style": "graduated"}

    second = carrier.put(
        f"{book['path']}/ladders",
        {"ladders": [{"code": "B", "ladder": graduated}, {"code": "C", "ladder": LADDER}]},
        etag=first.headers["ETag"],
    )

    assert [entry["code"] for entry in second.json["ladders"]] == ["B", "C"]
    assert second.json["ladders"][0]["ladder"] == graduated
    assert second.json["ladders"][0]["id"] == first.json["ladders"][1]["id"]


def test_broken_ladders_are_told_at_once(carrier, book):
    falling = {
        "measure": "lines",
        "style": "whole",
        "tiers": [{"from": 0, "discount_bps": 5}, {"from": 9, "discount_bps": 4}],
    }
    late = {"measure": "lines", "style": "whole", "tiers": [{"from": 1, "discount_bps": 0}]}

    answer = carrier.put(
        f"{book['path']}/ladders",
        {"ladders": [{"code": "A", "ladder": falling}, {"code": "A", "ladder": late}]},
        etag=book["etag"],
    )

    assert {pointer for pointer, _ in errors(answer)} == {
        "/ladders/0/ladder/tiers/1/discount_bps",
        "/ladders/1/code",
        "/ladders/1/ladder/tiers/0/from",
    }


def test_an_empty_book_is_not_published(carrier, book):
    answer = carrier.post(f"{book['path']}/publish")

    assert (answer.status_code, answer.json["code"]) == (409, "price_book_empty")


def test_a_book_whose_validity_is_over_is_not_published(carrier, corridor):
    book = draft_book(carrier, valid_from="2020-01-01", valid_to="2020-12-31")
    put_rows(carrier, book, price_row(corridor))

    answer = carrier.post(f"{book['path']}/publish")

    assert (answer.status_code, answer.json["code"]) == (409, "price_book_over")


@pytest.fixture
def published(carrier, book, corridor):
    ladders = {"ladders": [{"code": "A", "ladder": LADDER}]}
    etag = put_rows(carrier, book, price_row(corridor)).headers["ETag"]
    carrier.put(f"{book['path']}/ladders", ladders, etag=etag)
    answer = carrier.post(f"{book['path']}/publish")
    assert answer.json["state"] == "published"
    return book | {"etag": answer.headers["ETag"]}


def test_a_published_book_can_no_longer_be_edited(carrier, published):
    path, etag = published["path"], published["etag"]
    answers = [
        carrier.patch(path, {"name": "x"}, etag=etag),
        carrier.put(f"{path}/rows", {"rows": []}, etag=etag),
        carrier.put(f"{path}/ladders", {"ladders": []}, etag=etag),
        import_csv(carrier, published, csv_row("SHA-HKG")),
        carrier.post(f"{path}/publish"),
    ]

    assert {(a.status_code, a.json["code"]) for a in answers} == {(409, "price_book_not_draft")}


def test_a_published_book_is_withdrawn_once(carrier, published):
    first = carrier.post(f"{published['path']}/withdraw")
    second = carrier.post(f"{published['path']}/withdraw")

    assert first.json["state"] == "withdrawn"
    assert (second.status_code, second.json["code"]) == (409, "illegal_move")


def test_published_ladders_are_there_to_be_chosen(people, carrier, published):
    ladders = people.park().get("/price-book-ladders?limit=200").json

    (ours,) = [entry for entry in ladders if entry["price_book_id"] == published["id"]]
    assert (ours["code"], ours["carrier"]["id"]) == ("A", str(carrier.id))


def test_ladders_of_a_draft_are_not_shown(people, carrier, book):
    carrier.put(
        f"{book['path']}/ladders", {"ladders": [{"code": "A", "ladder": LADDER}]}, etag=book["etag"]
    )

    ladders = people.park().get("/price-book-ladders?limit=200").json

    assert book["id"] not in {entry["price_book_id"] for entry in ladders}


def test_every_change_is_audited(carrier, published, session):
    query = (
        sa.select(AuditEntry.event)
        .where(AuditEntry.subject_id == sa.cast(published["id"], sa.Uuid))
        .order_by(AuditEntry.seq)
    )

    assert session.scalars(query).all() == ["create", "replace_rows", "set_ladders", "publish"]


def test_books_are_listed_by_state(carrier, book, published):
    draft_book(carrier)

    states = [b["state"] for b in carrier.get("/price-books?state=published").json]

    assert states == ["published"]
    assert carrier.get("/price-books?state=x").json["errors"][0]["pointer"] == "/query/state"
