"""Search finds what the caller may see and nothing else, every word of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import GroupBuy, Organisation
from marketplace.services.search_market import MOST
from tests.factories.clocks import MarketClock
from tests.factories.locked import Awarded
from tests.factories.people import People


@pytest.fixture(scope="module")
def market(app, database):
    """A market whose group buy has a title of its own, with contracts drawn."""
    clock = MarketClock(database)
    people = People(app, database)
    market = Awarded(people, clock, [{}], [{}], [{}])
    market.contracts()
    clock.release()
    market.word = uuid4().hex[:10]
    with people.database.unit_of_work() as session:
        session.execute(
            sa.update(GroupBuy)
            .where(GroupBuy.id == market.id)
            .values(
                title_zh=f"冬季 {market.word} 专线", title_en=f"Winter {market.word} 100%_lines"
            )
        )
    return market


def found(actor, q):
    answer = actor.get("/search", query_string={"q": q})
    assert answer.status_code == 200, answer.json
    return {(hit["kind"], hit["title_zh"]) for hit in answer.json["hits"]}


def kinds(actor, q):
    return {kind for kind, _ in found(actor, q)}


def test_a_member_finds_the_group_buy_and_its_request_by_either_title(market):
    for q in (f"{market.word} 冬季", f"WINTER {market.word}"):
        assert kinds(market.members[0], q) == {"group_buy", "rfq"}


def test_every_word_has_to_stand_there(market):
    assert kinds(market.members[0], f"{market.word} summer") == set()


def test_signs_of_a_pattern_are_searched_for_as_they_are(market):
    assert kinds(market.members[0], f"{market.word} 100%_lines")
    assert not kinds(market.members[0], f"{market.word} 100_")
    assert not kinds(market.members[0], f"{market.word} %summer%")


def test_a_company_of_another_park_finds_nothing_of_it(market):
    stranger = market.people.enterprise(market.people.park())

    assert found(stranger, market.word) == set()


def test_an_invited_carrier_finds_the_request_and_not_the_group_buy(market):
    assert kinds(market.carriers[0], market.word) == {"rfq"}


def test_a_contract_is_found_by_number_and_party_by_its_parties_only(market):
    member, other = market.members[:2]
    number = member.get("/contracts").json[0]["number"]
    with market.people.database.unit_of_work() as session:
        name = session.get_one(Organisation, member.id).name_zh

    assert ("contract", number) in found(member, number)
    assert ("contract", number) in found(market.people.reviewer(), name)
    assert found(other, number) == set()


def test_only_overseers_find_companies(market):
    member = market.members[0]
    with market.people.database.unit_of_work() as session:
        company = session.get_one(Organisation, member.id)
        name, code = company.name_zh, company.uscc

    assert ("organisation", name) in found(market.people.observer(), code)
    assert "organisation" not in kinds(member, code)


def test_more_than_are_shown_are_told_of(market):
    for _ in range(MOST + 1):
        market.people.enterprise(market.park)

    answer = market.people.reviewer().get("/search", query_string={"q": "9131"}).json

    assert len([hit for hit in answer["hits"] if hit["kind"] == "organisation"]) == MOST
    assert "organisation" in answer["more"]


@pytest.mark.parametrize("q", ["", "x" * 101])
def test_an_empty_or_endless_search_is_refused_by_its_field(market, q):
    answer = market.members[0].get("/search", query_string={"q": q})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/query/q"
