"""Rows of a form added and taken away by sending it, as a reader without scripts must."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from marketplace.web.row_changes import changed_rows
from marketplace.web.typed import Typed
from tests.factories.demand import Market, publish_prices
from tests.factories.kept import kept
from tests.factories.locked import Locked
from tests.factories.people import People
from tests.factories.price_books import draft_book
from tests.factories.visitors import Page, Visitor
from tests.web.test_group_buy_pages import fields


@kept
def market(people: People) -> Market:
    return Market(people)


def lines_of(page: Page) -> list[str]:
    return re.findall(r'name="lines-(\d+)-corridor"', page.text.split("<template")[0])


def test_a_line_is_added_and_what_was_typed_stays(market: Market) -> None:
    visitor = Visitor(market.member())
    visitor.get(f"{market.path}/lines")

    page = visitor.send_fields("/lines/price", {**fields(), "more": "lines"})

    assert page.status == 200 and lines_of(page) == ["0", "1"]
    assert page.form("/lines/price").values["lines-0-z_occupant"] == "香港子公司"
    assert page.form("/lines/price").values["lines-1-z_occupant"] == ""


def test_the_buttons_stand_on_the_page_for_readers_without_scripts(market: Market) -> None:
    page = Visitor(market.member()).get(f"{market.path}/lines")

    unscripted = "".join(re.findall("(?s)<noscript>.*?</noscript>", page.text))
    assert 'name="more" value="lines"' in unscripted
    assert 'name="less" value="lines-0"' in unscripted


def test_a_line_is_taken_away_and_the_others_stay(market: Market) -> None:
    visitor = Visitor(market.member())
    visitor.get(f"{market.path}/lines")
    two = {**fields(0, label="one"), **fields(1, label="two")}
    visitor.send_fields("/lines/price", {**fields(0), "more": "lines"})

    page = visitor.send_fields("/lines/price", {**two, "less": "lines-0"})

    (left,) = lines_of(page)
    assert page.form("/lines/price").values[f"lines-{left}-label"] == "two"


def test_no_one_joins_by_asking_for_a_row(market: Market) -> None:
    visitor = Visitor(market.member())
    visitor.get(f"{market.path}/lines")
    visitor.send_fields("/lines/price", fields())

    visitor.send_fields("/lines", {**fields(), "more": "lines"})

    assert visitor.get(f"{market.path}/lines").text.count('name="version"') == 0


FIRST_BUTTON = re.compile(r'<button type="submit"[^>]*>')


def test_enter_never_takes_a_row_away(people: People, market: Market) -> None:
    """What Enter does is a form's first button: it is none of a row."""
    carrier = people.carrier()
    book = draft_book(carrier)
    pages = [
        Visitor(market.member()).get(f"{market.path}/lines"),
        Visitor(market.park).get("/group-buys/new"),
        Visitor(carrier).get(f"/price-books/{book['id']}"),
    ]

    forms = [form for page in pages for form in re.findall("(?s)<form.*?</form>", page.text)]
    firsts = [FIRST_BUTTON.search(form)[0] for form in forms if 'name="less"' in form]
    assert len(firsts) == 4
    assert all('class="hidden-text"' in first and "less" not in first for first in firsts)


def test_a_ladder_grows_by_tiers_and_by_ladders(people: People) -> None:
    carrier = people.carrier()
    publish_prices(people, carrier)
    visitor = Visitor(carrier, "en")
    visitor.get(f"/rfqs/{Locked(people, [{}]).issue()['id']}/quote")
    visitor.send_fields("/quote", {"more": "ladders"})

    typed = {"ladders-0-lots": ["SHA-HKG/IPLC"], "ladders-0-tiers-1-from": "7"}
    page = visitor.send_fields("/quote", {**typed, "more": "ladders-0-tiers"})

    values = page.form("/quote").values
    assert values["ladders-0-tiers-1-from"] == "7" and "ladders-0-tiers-3-from" in values
    assert values.getlist("ladders-0-lots") == ["SHA-HKG/IPLC"]


NAMELESS = [{"more": ""}, {"more": "lines-"}, {"more": "a b"}, {"more": "x" * 99 + "-1"}]
NAMELESS += [{"less": "1"}, {"less": "lines"}, {"less": "lines-x"}, {"more": "lines-1"}]


@pytest.mark.parametrize("asked", NAMELESS)
def test_what_names_no_list_and_no_row_changes_nothing(asked: dict[str, Any]) -> None:
    assert changed_rows(MultiDict({"lines-0-label": "one", **asked})) is None


def test_a_row_of_a_large_number_draws_no_others_in() -> None:
    """A form sent by hand cannot make the page draw a hundred thousand rows."""
    typed = Typed({"lines-99999-label": "far", "lines-2-label": "near", "lines-123456-x": "no"})

    assert typed.rows("lines") == [2, 99999]
    assert typed.rows("lines", 4) == [0, 1, 2, 99999]
