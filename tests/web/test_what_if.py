"""What if more lines came: priced as a join is, told as little, without a script too."""

from __future__ import annotations

import pytest

from marketplace.web.figures import yuan
from tests.api.test_live_price_cost import statements
from tests.factories.demand import LADDER, Market, a_line
from tests.factories.visitors import Visitor


@pytest.fixture(params=["whole", "graduated"])
def market(people, request):
    made = Market(people, ladder=LADDER | {"style": request.param})
    for _ in range(3):
        made.join()
    return made


def asked(visitor, market, mbps, lines):
    words = f"corridor=SHA-HKG&service=IPLC.12.none&mbps={mbps}&lines={lines}"
    return visitor.get(f"{market.path}/what-if?{words}")


def checked(member, market, lines):
    return member.post(f"{market.path}/price-check", json={"lines": lines}).json


@pytest.mark.parametrize(("mbps", "lines"), [(10, 1), (100, 3), (500, 7), (99, 2)])
def test_it_is_what_joining_with_these_lines_would_cost(market, mbps, lines):
    member = market.member()

    page = asked(Visitor(member), market, mbps, lines)

    check = checked(member, market, [a_line(mbps=mbps)] * lines)
    assert yuan(sum(line["price_minor"] for line in check["lines"])) in page.text


def test_lines_are_added_to_those_that_the_member_has(market):
    member = market.member()
    market.join(member, a_line(mbps=500))

    page = asked(Visitor(member), market, 100, 4)

    check = checked(member, market, [a_line(mbps=500), *[a_line(mbps=100)] * 4])
    assert yuan(sum(line["price_minor"] for line in check["lines"][1:])) in page.text
    assert yuan(check["lines"][0]["price_minor"]) in page.text


def test_while_the_group_forms_only_own_lines_are_counted(people):
    market = Market(people)
    market.join(None, a_line(mbps=500), a_line(mbps=500))

    page = asked(Visitor(market.member(), "en"), market, 10, 1)

    assert "only your own lines are counted" in page.text
    assert yuan(100_000 + 12 * 300_000) in page.text


def test_without_a_script_the_page_itself_answers(market):
    member = market.member()
    visitor = Visitor(member, "en")

    page = visitor.get(f"{market.path}?corridor=SHA-HKG&service=IPLC.12.none&mbps=500&lines=2")

    check = checked(member, market, [a_line(mbps=500)] * 2)
    assert yuan(sum(line["price_minor"] for line in check["lines"])) in page.text


@pytest.mark.parametrize(
    ("mbps", "lines", "told"),
    [(900, 1, "500"), (100, 51, "between 1 and 50"), ("x", 1, "between 1 and 400000")],
)
def test_what_cannot_be_asked_is_told(market, mbps, lines, told):
    page = asked(Visitor(market.member(), "en"), market, mbps, lines)

    assert page.status == 200 and told in page.text


def test_a_term_of_thousands_of_digits_is_no_service(market):
    service = f"IPLC.{'1' * 5000}.none"

    page = Visitor(market.member(), "en").get(
        f"{market.path}?corridor=SHA-HKG&service={service}&mbps=100&lines=1"
    )

    assert page.status == 200


def test_once_the_lock_has_come_nothing_is_worked_out(market, clock):
    visitor = Visitor(market.member())
    clock.advance(days=21)

    assert asked(visitor, market, 100, 1).status == 404


def test_the_answer_costs_few_queries_however_many_have_joined(people, database):
    market = Market(people)
    for _ in range(5):
        market.join()
    visitor = Visitor(market.member())
    asked(visitor, market, 100, 1)

    with statements(database) as sent:
        asked(visitor, market, 100, 2)

    assert len(sent) == 3
