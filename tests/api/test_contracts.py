"""Contracts in the API: drawn, signed by both, delivered, concluded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.domain.working_days import local_day
from tests.factories.contracting import in_force, printed, sign
from tests.factories.delivered import install
from tests.factories.kept import kept
from tests.factories.locked import Awarded

UNSEEN = {"document_sha256": "0" * 64}


@kept
def market(people, clock):
    market = Awarded(people, clock)
    market.drawn = market.contracts()
    market.today = local_day(clock.now())
    return market


def signed(market, number=0):
    """The contract with both signatures, and its path."""
    contract_id = market.drawn[number]["id"]
    contract = in_force(market.members[number], market.carriers[0], contract_id)
    return f"/contracts/{contract_id}", contract


def report(market, path, contract, day):
    install(market.carriers[0], contract["id"])
    line = contract["lines"][0]["id"]
    body = {"live_on": day.isoformat()}
    return market.carriers[0].post(f"{path}/lines/{line}/report-live", json=body)


def test_a_contract_has_its_schedule_and_vat(market):
    path = f"/contracts/{market.drawn[0]['id']}"

    contract = market.members[0].get(path).json

    assert contract["number"].startswith("XB-")
    (line,) = contract["lines"]
    assert contract["total_minor"] == line["price_minor"] == 24_100_000
    assert line["monthly_vat_minor"] == 180_000
    assert contract["gross_minor"] == contract["total_minor"] + contract["vat_minor"]


def test_a_member_with_lines_at_one_carrier_has_one_contract(people, clock):
    market = Awarded(people, clock, [{}, {}])

    (contract,) = market.contracts()

    lines = market.members[0].get(f"/contracts/{contract['id']}").json["lines"]
    assert len(lines) == 2


def test_contracts_are_their_parties_own(market, people):
    path = f"/contracts/{market.drawn[0]['id']}"
    blind = [market.members[1], market.carriers[1], market.park, people.operator()]

    assert {who.get(path).status_code for who in blind} == {404}
    assert {who.post(f"{path}/sign", json=UNSEEN).status_code for who in blind} == {404}
    assert people.observer().get(path).status_code == 200


def test_one_signature_does_not_bind(market):
    contract_id = market.drawn[0]["id"]
    printed(market.carriers[0], contract_id)

    answer = sign(market.members[0], contract_id)

    assert answer.json["state"] == "drawn"
    assert answer.json["member_signed_at"] and not answer.json["carrier_signed_at"]


def test_a_party_signs_once(market):
    contract_id = market.drawn[0]["id"]
    printed(market.carriers[0], contract_id)
    sign(market.members[0], contract_id)

    assert sign(market.members[0], contract_id).json["code"] == "already_signed"


def test_an_observer_does_not_sign(market, people):
    path = f"/contracts/{market.drawn[0]['id']}/sign"

    assert people.observer().post(path, json=UNSEEN).status_code == 403


def test_lines_go_live_only_under_a_contract_in_force(market):
    path = f"/contracts/{market.drawn[0]['id']}"
    contract = market.members[0].get(path).json

    answer = report(market, path, contract, market.today)

    assert answer.json["code"] == "contract_not_in_force"


@pytest.mark.parametrize(("days", "code"), [(1, "day_in_future"), (-1, "order")])
def test_a_line_goes_live_between_signature_and_today(market, days, code):
    answer = report(market, *signed(market), market.today + timedelta(days=days))

    assert [e["code"] for e in answer.json["errors"]] == [code]


def test_a_line_goes_live_once(people, clock):
    market = Awarded(people, clock, [{}, {}])
    market.drawn, today = market.contracts(), local_day(clock.now())
    path, contract = signed(market)
    report(market, path, contract, today)

    assert report(market, path, contract, today).json["code"] == "already_live"


def test_only_the_carrier_reports_lines(market):
    path, contract = signed(market)
    body = {"live_on": market.today.isoformat()}

    where = f"{path}/lines/{contract['lines'][0]['id']}/report-live"

    assert market.members[0].post(where, json=body).status_code == 403
    assert market.carriers[1].post(where, json=body).status_code == 404


def test_another_contracts_line_is_not_found(market):
    path, _ = signed(market)
    _, other = signed(market, 1)

    assert report(market, path, other, market.today).status_code == 404


def test_the_last_line_completes_its_contract_but_not_the_group_buy(market):
    answer = report(market, *signed(market), market.today)

    assert answer.json["state"] == "completed"
    assert market.park.get(f"/group-buys/{market.id}").json["state"] == "awarded"


def test_the_last_contract_concludes_the_group_buy(market):
    for number in range(2):
        report(market, *signed(market, number), market.today)

    assert market.park.get(f"/group-buys/{market.id}").json["state"] == "concluded"


def test_a_signed_contract_forbids_cancelling(market):
    printed(market.carriers[0], market.drawn[0]["id"])
    sign(market.members[0], market.drawn[0]["id"])

    answer = market.park.post(f"/group-buys/{market.id}/cancel", json={"reason": "too late"})

    assert answer.json["code"] == "contract_signed"
