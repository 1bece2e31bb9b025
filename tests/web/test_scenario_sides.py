"""Scenarios of the organiser's choice side by side: lots, who gains and loses, same awards."""

from __future__ import annotations

import re

from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def weighed(people, clock):
    return Weighed(people, clock)


def compare(market):
    return f"{market.path}/award-room/compare"


def columns(text):
    return re.findall(r'<th scope="col">([^<]*)</th>', text[text.index('id="sides-head"') :])


def test_before_anything_is_solved_the_page_says_where_to_go(weighed):
    text = Visitor(weighed.park, "en").get(compare(weighed)).text

    assert "Nothing to compare yet" in text and f"{weighed.path}/award-room" in text


def test_without_a_choice_the_first_that_differ_stand_side_by_side(weighed):
    weighed.weigh()

    text = Visitor(weighed.park, "en").get(compare(weighed)).text

    assert columns(text)[0] == "Least total cost"
    assert text.count("checked") == 3 and "same award as: Least total cost" in text


def test_the_chosen_ones_stand_side_by_side_and_never_more_than_four(weighed):
    solves = [one["solve_id"] for one in weighed.weigh(4000)["scenarios"]]
    visitor = Visitor(weighed.park, "en")

    two = visitor.get(f"{compare(weighed)}?side={solves[0]}&side={solves[1]}").text
    many = visitor.get(f"{compare(weighed)}?{'&'.join(f'side={one}' for one in solves)}").text

    assert (two.count("checked"), many.count("checked")) == (2, 4)


def test_each_company_reads_what_it_pays_more_against_the_least_total(weighed):
    weighed.weigh()
    dearer = weighed.solved("without_carrier", carrier=weighed.code(0))

    text = Visitor(weighed.park, "en").get(f"{compare(weighed)}?side={dearer}").text

    assert "3 pay more, 0 pay less" in text
    assert "at most ¥12,000 more for one company" in text
    assert text.count("¥12,000 more</span>") == 3


def test_the_page_is_tidy_in_both_languages(weighed, people):
    weighed.weigh(4000)

    assert_tidy_in_both_languages(weighed.park, compare(weighed))
    assert_tidy_in_both_languages(people.observer(), compare(weighed))


def test_the_room_names_the_same_award_once_and_draws_it_once(weighed):
    weighed.weigh()

    text = Visitor(weighed.park, "en").get(f"{weighed.path}/award-room").text

    assert "same award as: Least total cost" in text
    assert text.count("bar-name") < text.count('class="wide-cell"') + 3


def test_lines_are_found_by_lot_carrier_and_company(weighed):
    weighed.weigh()
    visitor, room = Visitor(weighed.park, "en"), f"{weighed.path}/award-room"

    def rows(query):
        text = visitor.get(f"{room}?{query}").text
        return len(re.findall(r"<th scope=\"row\"[^>]*>(?:<a [^>]*>)?L\d{4}", text))

    assert rows("") == 6
    assert rows(f"carrier={weighed.code(0)}") == 3
    assert rows("text=L0002") == 1
    assert rows("carrier=nobody") == 0


def test_what_publishing_sets_going_is_told_before_it(weighed):
    weighed.weigh()

    text = Visitor(weighed.park, "en").get(f"{weighed.path}/award-room").text

    assert "standstill until the end of" in text and "Companies answer until the end of" in text
    assert 'data-confirm="Publish this award?' in text
