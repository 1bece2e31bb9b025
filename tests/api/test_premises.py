"""Premises: stated by a company, confirmed by its own park, once for all lines."""

from __future__ import annotations

import pytest

from tests.factories.delivered import upload


@pytest.fixture
def park(people):
    return people.park()


@pytest.fixture
def company(people, park):
    return people.enterprise(park)


def state(company, **changes):
    proof = {"building": "1 号楼", "room": "101", "proof_id": upload(company)}
    return company.post("/premises", proof | changes)


def test_the_park_is_told_confirms_and_the_company_hears(company, park):
    stated = state(company).json

    confirmed = park.post(f"/premises/{stated['id']}/confirm").json

    assert (stated["state"], confirmed["state"]) == ("pending", "confirmed")
    told = [[n["event"] for n in who.get("/notifications").json] for who in (park, company)]
    assert told == [["premises_waiting"], ["premises_confirmed"]]


def test_the_same_place_again_is_the_same_place(company):
    first = state(company).json

    again = company.post("/premises", {"building": "1 号楼", "room": "101"}).json

    assert again["id"] == first["id"] and again["proof_id"] == first["proof_id"]


def test_another_proof_asks_the_park_anew(company, park):
    stated = state(company).json
    park.post(f"/premises/{stated['id']}/confirm")

    assert state(company).json["state"] == "pending"


def test_a_refusal_needs_a_reason_that_the_company_reads(company, park):
    stated = state(company).json

    bare = park.post(f"/premises/{stated['id']}/refuse")
    park.post(f"/premises/{stated['id']}/refuse", {"reason": "不在园区内"})

    assert bare.status_code == 422
    assert company.get("/premises").json[0]["decision_reason"] == "不在园区内"


def test_another_park_and_another_company_see_nothing(people, company, park):
    stated, other = state(company).json, people.park()
    path = f"/premises/{stated['id']}"

    assert other.post(f"{path}/confirm").status_code == 404
    assert people.enterprise(park).get(f"{path}/proof").status_code == 404
    assert (other.get("/premises").json, park.get(f"{path}/proof").status_code) == ([], 200)


def test_a_proof_of_another_is_not_named(people, company, park):
    answer = state(company, proof_id=upload(people.enterprise(park)))

    assert [error["code"] for error in answer.json["errors"]] == ["file_unknown"]
