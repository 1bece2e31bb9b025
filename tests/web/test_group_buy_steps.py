"""The page of a group buy: one next step for each role, its own price, few queries."""

from __future__ import annotations

import re

import pytest

from tests.api.test_live_price_cost import statements
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept
from tests.factories.locked import Locked
from tests.factories.statements import sign_record
from tests.factories.visitors import Visitor


@kept
def market(people):
    return Market(people)


def step(actor, path):
    """Title and button of the next step, in English; None without one."""
    text = Visitor(actor, "en").get(path).text
    found = re.search(r'<h2 id="next-head">(.*?)</h2>(.*?)</section>', text, re.S)
    if found is None:
        return None
    label = re.search(r'class="button primary".*?</svg>([^<]*)<', found[2], re.S)
    return found[1], label[1].strip() if label else ""


def test_a_draft_is_opened_after_its_statement(market):
    stated = market.draft()
    bare = market.park.post("/group-buys", json=market.terms()).json["id"]

    assert step(market.park, f"/group-buys/{bare}")[1] == "Organiser&#39;s statement"
    assert step(market.park, f"/group-buys/{stated}")[1] == "Open to companies"


def test_the_organiser_signs_then_invites_then_locks(market, clock):
    assert step(market.park, market.path)[1].startswith("Sign the record")

    sign_record(market.park, market.id)
    assert step(market.park, market.path)[1] == "Invite companies"

    clock.advance(days=21)
    assert step(market.park, market.path)[1] == "Lock the demand now"


def test_a_question_that_waits_comes_before_inviting(market):
    sign_record(market.park, market.id)
    market.member().post(f"{market.path}/questions", json={"text": "May it begin in May?"})

    assert step(market.park, market.path)[1] == "Read and answer"


def test_a_company_joins_then_sees_that_it_is_in(market):
    member = market.member()
    assert step(member, market.path)[1] == "See my price and join"

    market.join(member)
    assert step(member, market.path)[1] in ("Change my lines", "See what is missing")


def test_those_who_only_look_on_have_no_step(market, people):
    assert step(people.observer(), market.path) is None


def test_after_the_lock_the_organiser_asks_and_members_wait(people):
    market = Locked(people, [{}])
    path = f"/group-buys/{market.id}"

    assert step(market.park, path)[1] == "Prepare the request for quotes"
    assert step(market.members[0], path) == ("You are in; nothing to do now", "")
    assert step(people.enterprise(market.park), path)[1] == "Waiting list"


def test_the_live_panel_tells_the_reader_its_own_price(market):
    members = [market.member() for _ in range(3)]
    for member in members:
        market.join(member)

    panel = Visitor(members[0], "en").get(f"{market.path}/live").text

    assert "My price now" in panel and "¥228,950" in panel  # 5 % off ¥241,000
    assert "My price now" not in Visitor(market.member(), "en").get(f"{market.path}/live").text


@pytest.mark.parametrize("joined", [3, 9])
def test_the_page_costs_the_same_few_queries_however_many_have_joined(market, database, joined):
    member = market.member()
    market.join(member, a_line(), a_line(mbps=10))
    for _ in range(joined):
        market.join()
    visitor = Visitor(member)
    visitor.get(market.path)

    with statements(database) as sent:
        assert visitor.get(market.path).status == 200

    assert len(sent) <= 6


def test_an_unchanged_panel_is_answered_after_two_queries(market, database):
    visitor = Visitor(market.member())
    tag = visitor.get(f"{market.path}/live").answer.headers["ETag"]

    with statements(database) as sent:
        answer = visitor.client.get(f"{market.path}/live", headers={"If-None-Match": tag})

    assert answer.status_code == 304 and len(sent) == 2


def test_the_lock_that_is_to_come_stands_in_the_life(market):
    text = Visitor(market.member(), "en").get(market.path).text

    assert re.search(r"Demand locked.{0,80}by \d", text, re.S)
