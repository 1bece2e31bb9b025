"""Desks: filters and order in the address, no query per row, and sheets of what is filtered."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from tests.factories.asked import statements
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

DESKS = ("/organisations", "/licences", "/findings", "/contracts", "/complaints", "/audit")
MORE = ("/deposits", "/deposit-claims", "/fees", "/screens", "/duties", "/mails")
SHEETS = [f"{desk}{desk}" for desk in (*DESKS, *MORE)]
HEADS = {
    "/findings": ("rule", "whose", "state", "found"),
    "/deposits": ("group_buy", "company", "asked", "back", "kept", "state", "latest"),
    "/deposit-claims": ("contract", "carrier", "company", "claimed", "kept", "state", "filed"),
    "/fees": ("number", "payer", "state", "total", "open", "due", "e_invoice"),
    "/screens": ("screen", "weight", "state", "found"),
    "/duties": ("duty", "due", "state", "done"),
    "/mails": ("subject", "recipient", "written", "sent"),
}


@pytest.fixture(scope="module")
def actors(app, database):
    from tests.factories.people import People

    people = People(app, database)
    park = people.park()
    for _ in range(3):
        people.enterprise(park)
        people.carrier()
    return people


@pytest.fixture
def reviewer(actors):
    return actors.reviewer()


@pytest.fixture
def operator(actors):
    return actors.operator()


def overseer_of(path, reviewer, operator):
    return operator if path.startswith(("/mails", "/fees", "/deposit")) else reviewer


def rows(visitor, path):
    """The sheet's rows, by the names of its head."""
    text = visitor.client.get(path).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_desks_are_tidy_in_both_languages_filtered_and_sorted(reviewer):
    paths = [f"{desk}?sort=state&state=confirmed" for desk in DESKS]

    assert_tidy_in_both_languages(reviewer, *paths)


def test_a_filter_and_an_order_stay_in_every_link_of_the_list(reviewer):
    page = Visitor(reviewer).get("/organisations?state=confirmed&sort=name").text

    assert 'href="?state=confirmed&amp;sort=-name"' in page
    assert "/organisations/organisations.csv?state=confirmed&amp;sort=name" in page
    assert '<input type="hidden" name="sort" value="name">' in page
    assert 'aria-sort="ascending"' in page


def test_a_sheet_holds_what_is_filtered_in_the_order_that_is_asked(reviewer):
    visitor = Visitor(reviewer, "en")

    up = rows(visitor, "/organisations/organisations.csv?kind=carrier&sort=name")
    down = rows(visitor, "/organisations/organisations.csv?kind=carrier&sort=-name")

    assert {row["kind"] for row in up} == {"carrier"}
    assert [row["name_en"] for row in up] == [row["name_en"] for row in reversed(down)]


@pytest.mark.parametrize("asked", ["offset=²", "offset=%00", "subject_id={", "since=0000-00-00"])
def test_what_is_no_number_id_or_day_counts_as_not_asked(reviewer, asked):
    assert Visitor(reviewer).get(f"/audit?{asked}").status == 200


@pytest.mark.parametrize("desk", HEADS)
def test_a_desk_sorts_by_the_heads_of_its_table_both_ways(reviewer, operator, desk):
    visitor = Visitor(overseer_of(desk, reviewer, operator))

    for head in HEADS[desk]:
        for way in ("", "-"):
            assert visitor.get(f"{desk}?sort={way}{head}&state=all").status == 200
            assert visitor.client.get(f"{desk}{desk}.csv?sort={way}{head}").status_code == 200


def test_rows_of_desks_are_cards_on_a_phone_under_heads_that_sort(reviewer, operator):
    for desk in ("/licences", "/organisations", "/duties"):
        page = Visitor(overseer_of(desk, reviewer, operator), "en").get(desk).text

        assert 'class="stacks dense"' in page or 'class="stacks"' in page, desk
        assert page.count("aria-sort") >= 2 and "data-label=" in page, desk


def test_duties_come_in_the_order_and_the_state_that_is_asked(reviewer):
    visitor = Visitor(reviewer, "en")

    up = rows(visitor, "/duties/duties.csv?sort=due&state=later")
    down = rows(visitor, "/duties/duties.csv?sort=-due&state=later")

    assert {row["state"] for row in up} == {"later"}
    assert [row["due_on"] for row in up] == sorted(row["due_on"] for row in up)
    assert [row["due_on"] for row in down] == sorted((row["due_on"] for row in up), reverse=True)


def test_the_sheet_of_mails_keeps_their_text_to_itself(operator):
    head = Visitor(operator, "en").client.get("/mails/mails.csv").get_data(as_text=True)

    assert head.removeprefix("\ufeff").splitlines()[0] == "subject,recipient,created_at,sent_at"


def test_an_unknown_order_changes_nothing(reviewer):
    visitor = Visitor(reviewer)

    asked = rows(visitor, "/licences/licences.csv?sort=password")

    assert asked == rows(visitor, "/licences/licences.csv")


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_comes_in_both_forms_in_the_reader_s_language(reviewer, operator, sheet):
    visitor = Visitor(overseer_of(sheet, reviewer, operator))

    head = visitor.client.get(f"{sheet}.csv").get_data(as_text=True).splitlines()[0]
    book = load_workbook(io.BytesIO(visitor.client.get(f"{sheet}.xlsx").data))

    assert re.search("[一-鿿]", head)
    assert [cell.value for cell in next(book.active.rows)] == head.removeprefix("\ufeff").split(",")


def test_states_stand_in_a_sheet_in_words(reviewer):
    found = rows(Visitor(reviewer), "/organisations/organisations.csv?state=confirmed")

    assert {row["状态"] for row in found} == {"已确认"}


def test_the_audit_log_is_cut_by_event_and_by_day(reviewer):
    visitor = Visitor(reviewer, "en")

    assert rows(visitor, "/audit/audit.csv?until=2001-01-01") == []
    assert rows(visitor, "/audit/audit.csv?since=2100-01-01&until=nonsense") == []


@pytest.mark.parametrize("path", ["/organisations", "/licences", "/audit", "/duties", "/mails"])
def test_a_desk_asks_six_queries_at_most(database, reviewer, operator, path):
    visitor = Visitor(overseer_of(path, reviewer, operator))
    visitor.get(path)

    with statements(database) as asked:
        visitor.get(path)

    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) <= 6
