"""What a carrier states with its quote: asked whole, sealed with it, confirmed anew each time."""

from __future__ import annotations

import pytest

from tests.factories.findings import findings, one
from tests.factories.kept import kept
from tests.factories.locked import FAIR, Locked, Opened, a_quote, a_row

REJECTED = {
    "forced_bundle": (True, "SELL-09"),
    "exclusive_terms": (True, "SELL-09"),
    "late_penalty_bps_per_day": (99, "SELL-09"),
    "related_to_organiser": (True, "BID-20"),
    "related_to_bidder": (True, "BID-20"),
}


@kept
def market(people):
    carrier = people.carrier()
    locked = Locked(people, [{}])
    locked.carrier, locked.path = carrier, f"/rfqs/{locked.issue()['id']}/quote"
    return locked


def seal(market, **stated):
    return market.carrier.put(market.path, a_quote(statement=FAIR | stated))


def test_a_fair_statement_is_sealed(market):
    assert seal(market).status_code == 200
    assert {one(market.carrier, rule)["standing"] for rule in ("SELL-09", "BID-20")} == {"met"}


@pytest.mark.parametrize("name", sorted(FAIR))
def test_every_question_wants_an_answer(market, name):
    rest = {key: said for key, said in FAIR.items() if key != name}

    answer = market.carrier.put(market.path, a_quote(statement=rest))

    assert [fault["pointer"] for fault in answer.json["errors"]] == [f"/statement/{name}"]


def test_a_statement_is_confirmed_or_none(market):
    answer = seal(market, confirmed=False)

    assert [fault["code"] for fault in answer.json["errors"]] == ["statement_unconfirmed"]


@pytest.mark.parametrize(("name", "value", "rule"), [(n, *told) for n, told in REJECTED.items()])
def test_what_a_rule_rejects_is_not_sealed(market, name, value, rule):
    answer = seal(market, **{name: value})

    assert (answer.status_code, answer.json["code"]) == (409, "stopped_by_rules")
    (error,) = answer.json["errors"]
    assert (error["finding"]["rule"], error["pointer"]) == (rule, f"/statement/{name}")
    assert error["finding"]["link"] == f"{market.path}#f-statement-{name}"


def test_slow_repair_is_made_good_by_waiving_the_rent(market):
    assert seal(market, repair_hours=49, outage_fee_waived=False).status_code == 409
    assert seal(market, repair_hours=49, outage_fee_waived=True).status_code == 200


def test_no_row_promises_longer_than_the_published_standard(market):
    slow = a_quote(a_row(delivery_days=121))

    assert market.carrier.put(market.path, slow).status_code == 409


def test_a_price_below_cost_is_sealed_with_a_warning(market):
    assert seal(market, below_cost=True).status_code == 200
    assert one(market.carrier, "SELL-09")["standing"] == "warned"


def test_nobody_else_learns_of_the_statement_before_the_opening(people, market):
    seal(market, below_cost=True)

    assert findings(people.reviewer(), rule="SELL-09", organisation_id=market.carrier.id) == []
    assert market.carrier.get("/quote-statement").json["repair_hours"] is None


def test_the_next_form_begins_with_the_terms_of_the_last_opened_quote(people, clock):
    opened = Opened(people, clock)

    last = opened.carriers[0].get("/quote-statement").json

    assert last == {name: FAIR[name] for name in last} and "related_to_bidder" not in last
    assert set(people.carrier().get("/quote-statement").json.values()) == {None}
