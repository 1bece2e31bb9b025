"""The way to the next tier on the group buy's page: whole for the organiser, own for a member."""

from __future__ import annotations

import pytest

from tests.api.test_tier_advice import LIST, Three
from tests.api.test_tier_breaks import Breaking
from tests.factories.demand import Market, a_line
from tests.factories.directed import Directed
from tests.factories.people import People
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed
from tests.web.tidiness import assert_tidy_in_both_languages

SECTION = 'id="tier-advice"'
GAIN = f"¥{LIST[100] * 5 // 100 // 100:,}"


@pytest.fixture(scope="module")
def three(app, database):
    return Three(People(app, database))


def section(text):
    """The part of the page that advises."""
    assert text.count(SECTION) == 1
    return text.partition(SECTION)[2].partition("</section>")[0]


def test_the_organiser_reads_the_cheapest_way_and_each_companys_gain(three):
    page = Visitor(three.market.park, "en").get(three.market.path)

    told = section(page.text)
    assert "2 lines raised from 80 to 100 Mbps" in told and "pays for itself" in told
    assert "To be added then: 40 Mbps." in told
    assert all(member.name in told for member in three.members)
    assert '<rect class="bar none"' in told


def test_a_member_reads_its_own_gain_and_no_other_name(three):
    page = Visitor(three.members[0], "en").get(three.market.path)

    told = section(page.text)
    assert f"My lines would cost {GAIN} less in all." in told
    assert "1 line raised from 80 to 100 Mbps" in told
    assert not any(member.name in page.text for member in three.members[1:])
    assert "comes in there by itself" not in told


def test_a_member_whose_own_limit_keeps_its_line_out_reads_that_it_comes_in(three):
    page = Visitor(three.members[3], "en").get(three.market.path)

    assert f"1 line of mine that my own limit leaves out today would come in and save {GAIN}" in (
        section(page.text)
    )


def test_others_read_no_advice(three):
    for reader in (three.market.member(), three.market.people.observer()):
        assert SECTION not in Visitor(reader).get(three.market.path).text


def test_while_the_group_is_forming_no_member_reads_advice(people):
    market = Directed(people)
    joined = [market.member(), market.member()]
    for member in joined:
        market.join(member, a_line(mbps=90))

    assert SECTION not in Visitor(joined[0]).get(market.path).text
    assert SECTION in Visitor(market.lead).get(market.path).text


def test_where_the_cap_leaves_no_way_it_is_said(people):
    market = Market(people, cap={"measure": "mbps", "at_most": 250})
    for _ in range(3):
        market.join(None, a_line(mbps=80))

    page = Visitor(market.park, "en").get(market.path)

    assert "Nothing that is offered makes up what is missing." in section(page.text)


def test_the_pages_with_advice_are_tidy_in_both_languages(three):
    assert_tidy_in_both_languages(three.market.park, three.market.path)
    assert_tidy_in_both_languages(three.members[0], three.market.path)
    assert_tidy_in_both_languages(three.members[3], three.market.path)


def test_the_award_room_tells_which_ladders_lie_below_a_break(people):
    market = Breaking(people)

    page = Visitor(market.park, "en").get(f"/rfqs/{market.rfq['id']}/award-room")

    told = page.text.partition('id="tier-breaks"')[2].partition("</section>")[0]
    assert market.carriers[0].name in told
    assert "3 lines of 4 lines to 1% off" in told
    assert "Moving 1 line over is enough. Total:" in told and "+¥14,120" in told
    assert_tidy_in_both_languages(market.park, page.path)


def test_without_a_better_tier_above_the_award_room_says_nothing_of_ladders(people):
    market = Weighed(people, None)
    market.solved("cheapest")

    page = Visitor(market.park).get(f"{market.path}/award-room")

    assert page.status == 200 and 'id="tier-breaks"' not in page.text
