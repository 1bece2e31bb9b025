"""Licences count once a reviewer has verified them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.domain.working_days import local_day

LICENCE = {
    "number": "A1.A2-20090001",
    "scopes": ["A14-4", "A11-4"],
    "valid_from": "2020-01-01",
    "valid_to": "2035-12-31",
}


def test_a_licence_begins_pending_and_is_verified_by_a_reviewer(people):
    carrier, reviewer = people.carrier(()), people.reviewer()
    made = carrier.post("/licences", LICENCE)

    verified = reviewer.post(f"/licences/{made.json['id']}/verify")

    assert (made.status_code, made.json["state"]) == (201, "pending")
    assert made.json["scopes"] == ["A11-4", "A14-4"]
    assert verified.json["state"] == "verified"


@pytest.mark.parametrize(
    ("number", "code"),
    [("A2.B1-20090001", "licence_number_without_a1"), ("12345", "licence_number_shape")],
)
def test_an_odd_number_is_told_not_refused(people, number, code):
    made = people.carrier(()).post("/licences", LICENCE | {"number": number})

    assert made.status_code == 201
    assert [w["code"] for w in made.json["warnings"]] == [code]


def test_one_licence_per_number_and_carrier(people):
    carrier = people.carrier(())
    carrier.post("/licences", LICENCE)

    assert carrier.post("/licences", LICENCE).json["code"] == "licence_known"
    assert people.carrier(()).post("/licences", LICENCE).status_code == 201


def test_an_expired_licence_is_refused(people, clock):
    clock.freeze(clock.now())
    yesterday = (clock.now() - timedelta(days=2)).date().isoformat()

    answer = people.carrier(()).post("/licences", LICENCE | {"valid_to": yesterday})

    assert [e["code"] for e in answer.json["errors"]] == ["licence_expired"]


def test_a_licence_that_expired_meanwhile_is_not_verified(people, clock):
    carrier, reviewer = people.carrier(()), people.reviewer()
    made = carrier.post("/licences", LICENCE | {"valid_to": local_day(clock.now()).isoformat()})
    clock.advance(days=3)

    answer = reviewer.post(f"/licences/{made.json['id']}/verify")

    assert (answer.status_code, answer.json["code"]) == (409, "licence_expired")


def test_days_are_in_order(people):
    answer = people.carrier(()).post("/licences", LICENCE | {"valid_from": "2036-01-01"})

    assert {"/valid_to"} == {e["pointer"] for e in answer.json["errors"]}


def test_a_verified_licence_may_be_refused_later_with_a_reason(people):
    carrier, reviewer = people.carrier(), people.reviewer()
    licence = carrier.get("/licences").json[0]

    assert reviewer.post(f"/licences/{licence['id']}/refuse").status_code == 422
    answer = reviewer.post(f"/licences/{licence['id']}/refuse", {"reason": "吊销"})
    assert answer.json["state"] == "refused"


def test_a_carrier_sees_its_own_and_overseers_all(people):
    one, other = people.carrier(), people.carrier()

    assert {x["carrier_id"] for x in one.get("/licences").json} == {str(one.id)}
    assert people.observer().get(f"/licences?carrier_id={other.id}").json != []
    licence = other.get("/licences").json[0]["id"]
    assert one.get(f"/licences/{licence}").status_code == 404


def test_only_confirmed_carriers_submit(people):
    assert people.park().post("/licences", LICENCE).status_code == 403
    pending = people.carrier((), confirmed=False)
    assert pending.post("/licences", LICENCE).status_code == 403
