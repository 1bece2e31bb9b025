"""A directed group buy does not exist to those not invited: no page, list, count or notice."""

from __future__ import annotations

import pytest

from marketplace.db.session import now_of
from marketplace.services.find_group_buys import find_frozen_terms
from marketplace.services.find_tasks import find_tasks
from tests.api.access_table import all_rows
from tests.factories.demand import Market, a_line
from tests.factories.directed import Directed
from tests.factories.people import People

INSIDE = [
    row
    for row in all_rows()
    if row.rule.startswith("/group-buys/<uuid:group_buy_id>") and row.rule.count("<") == 1
]


@pytest.fixture(scope="module")
def market(app, database):
    return Directed(People(app, database))


@pytest.fixture(scope="module")
def outsiders(market):
    people = market.people
    return {
        "neighbour": market.stranger(),
        "own park": market.home,
        "other company": people.enterprise(market.elsewhere),
        "carrier": market.carrier,
        "pending": market.stranger(confirmed=False),
    }


@pytest.mark.parametrize("row", INSIDE, ids=str)
def test_no_address_of_it_tells_outsiders_that_it_is_there(market, outsiders, row):
    path = row.rule.replace("<uuid:group_buy_id>", market.id) + row.query
    needs_world = callable(row.body)
    body = {"lines": [a_line(price_shown_minor=24_100_000)]} if needs_world else row.body

    for who, actor in outsiders.items():
        headers = {"If-Match": '"1"'} if row.method in ("PUT", "DELETE") else {}
        answer = actor.send(row.method, path, json=body or {}, headers=headers)
        # Input is judged before rights, and is the same for every group buy there is.
        assert answer.status_code in (404, 422), (who, row, answer.json)
        if answer.status_code == 422:
            elsewhere = path.replace(market.id, "00000000-0000-4000-8000-000000000000")
            nothing = actor.send(row.method, elsewhere, json=body or {}, headers=headers)
            assert (nothing.status_code, nothing.json["errors"]) == (422, answer.json["errors"])


def test_it_is_in_no_list_or_count_of_an_outsider(market, outsiders):
    for who, actor in outsiders.items():
        listed = actor.get("/group-buys?limit=200")
        assert market.id not in {one["id"] for one in listed.json}, who
        assert int(listed.headers["X-Total-Count"]) == len(listed.json)


def test_the_invited_and_overseers_find_it_in_their_lists(market):
    people = market.people
    for actor in (market.member(), market.lead, people.observer(), people.reviewer()):
        assert market.id in {one["id"] for one in actor.get("/group-buys?limit=200").json}
        assert actor.get(market.path).status_code == 200


def test_an_invited_company_keeps_seeing_its_parks_group_buys(people):
    park, directed = Market(people), Directed(people)
    company = park.member()
    directed.invite(company)

    assert {one["id"] for one in company.get("/group-buys").json} == {park.id, directed.id}


def test_the_task_to_join_is_the_inviteds_alone(market, session):
    invited, neighbour = market.member(), market.stranger()

    def waiting(actor):
        found = find_tasks(session, identity=actor.identity, now=now_of(session))
        return [str(task.thing_id) for task in found if task.kind == "join"]

    assert market.id in waiting(invited)
    assert market.id not in waiting(neighbour)


def test_the_lead_has_the_organisers_tasks(people, session):
    market = Directed(people, opened=False)

    found = find_tasks(session, identity=market.lead.identity, now=now_of(session))

    assert [(t.kind, str(t.thing_id)) for t in found if t.kind == "open_draft"] == [
        ("open_draft", market.id)
    ]


def test_terms_in_memory_let_no_uninvited_company_join(market, session):
    company = market.member()
    lines = {"lines": market.shown(company, [a_line()])}
    assert find_frozen_terms(session, market.id).invited_ids == ()
    market.lead.delete(f"{market.path}/invited-enterprises/{company.id}")

    assert company.post(f"{market.path}/participation", json=lines).status_code == 404


def test_the_joining_statement_itself_asks_for_the_invitation(market, monkeypatch):
    """As when the list changes between the look and the statement."""
    from marketplace.services import join_group_buy as joining

    company = market.member()
    lines = {"lines": market.shown(company, [a_line()])}
    found = joining.find_joinable_terms

    def then_uninvited(session, group_buy_id, identity):
        terms = found(session, group_buy_id, identity)
        market.lead.delete(f"{market.path}/invited-enterprises/{company.id}")
        return terms

    monkeypatch.setattr(joining, "find_joinable_terms", then_uninvited)

    assert company.post(f"{market.path}/participation", json=lines).status_code == 404


def test_the_lead_joins_with_lines_of_its_own(people):
    market = Directed(people)

    assert market.join(market.lead).status_code == 201
    assert market.live(market.lead)["lines"] == 1


def test_an_etag_does_not_count_the_invitations_taken_up(market):
    company = market.member()
    before = company.get(market.path).headers["ETag"]
    market.claim(market.stranger(), market.link())

    assert company.get(market.path).headers["ETag"] == before


@pytest.mark.parametrize("kind, mode", [("lead", "park"), ("home", "directed")])
def test_a_mode_is_the_organisers(market, kind, mode):
    refused = getattr(market, kind).post("/group-buys", json=market.terms(mode=mode))

    assert refused.status_code == 422
    assert refused.json["errors"][0]["code"] == "mode_of_organiser"
