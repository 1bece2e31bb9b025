"""Home: what is under way with its next time, what was gained, and the search box, by role."""

from __future__ import annotations

import pytest

from tests.factories import delivered
from tests.factories.demand import Market
from tests.factories.locked import LIST_MINOR, Awarded
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

AGREED = 24_100_000
"what the cheaper carrier of the factories quotes for a line"


@pytest.fixture
def signed(people, clock):
    """Three members whose contracts both parties signed."""
    market = Awarded(people, clock, [{}], [{}], [{}])
    market.drawn = market.contracts()
    for number in range(3):
        delivered.in_force(market, number)
    return market


def home(actor):
    return Visitor(actor).get("/home").text


def test_home_and_search_are_tidy_for_everybody(signed):
    for actor in (signed.park, signed.members[0], signed.carriers[0], signed.people.reviewer()):
        assert_tidy_in_both_languages(actor, "/home", "/search", "/search?q=Lingang")


def test_a_member_reads_what_its_signed_lines_save(signed):
    page = home(signed.members[0])

    assert "已签合同节省" in page
    assert f"¥{(LIST_MINOR - AGREED) // 100:,}" in page


def test_an_organiser_reads_the_saving_of_three_companies_and_never_of_two(people, clock):
    market = Awarded(people, clock, [{}], [{}], [{}])
    market.drawn = market.contracts()
    for number in range(2):
        delivered.in_force(market, number)
    assert "您组织的团购已节省" not in home(market.park)

    delivered.in_force(market, 2)

    assert f"¥{3 * (LIST_MINOR - AGREED) // 100:,}" in home(market.park)


def test_a_carrier_reads_what_is_signed_with_it(signed):
    pages = [home(carrier) for carrier in signed.carriers]

    assert any(f"¥{3 * AGREED // 100:,}" in page for page in pages)


def test_a_group_buy_under_way_says_what_comes_next(people):
    market = Market(people)

    page = home(market.member())

    assert "进行中" in page and "需求锁定时间" in page
    assert market.path in page


def test_the_search_box_finds_from_every_page(signed):
    visitor = Visitor(signed.members[0])

    page = visitor.get("/search?q=Lingang")

    assert f'href="/group-buys/{signed.id}"' in page.text
    assert "没有找到" in visitor.get(f"/search?q={signed.id}").text
