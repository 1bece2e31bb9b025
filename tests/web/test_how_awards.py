"""The page that explains how awards are computed: for anyone, by the example of docs/award.md."""

from __future__ import annotations

import pytest

from marketplace.web.award_example import LEAST_COSTS, example, read
from tests.factories.visitors import Visitor
from tests.pricing.award.docs_example import BLOCKS, ROWS, THOUSAND_YUAN
from tests.web.tidiness import assert_tidy_in_both_languages

PATH = "/how-awards-are-computed"


def test_it_is_tidy_in_both_languages(people):
    assert_tidy_in_both_languages(people.observer(), PATH)


def test_a_stranger_finds_it_from_the_front_page(app):
    stranger = app.test_client()

    assert f'href="{PATH}"' in stranger.get("/").text
    assert "已证明" in stranger.get(PATH).text


def test_each_line_shows_what_it_costs_and_who_serves_it(people):
    page = Visitor(people.observer(), "en").get(PATH)

    assert page.text.count("¥80,000") == 4 and "¥280,000" in page.text


@pytest.mark.parametrize("name", BLOCKS)
def test_the_files_given_out_are_those_of_the_document(app, name):
    given = app.test_client().get(f"/static/example/{name}.json", buffered=True)

    assert given.json == read(name) == BLOCKS[name]


def test_the_bars_are_the_bounds_worked_out_by_hand():
    by_hand = sorted(better * THOUSAND_YUAN for *_, better in ROWS.values())

    assert [least for *_, least in LEAST_COSTS] == by_hand


def test_no_bar_ends_before_the_total_of_the_award():
    drawn = example()

    assert min(bar.width for bar in drawn.bars) == drawn.total_x
