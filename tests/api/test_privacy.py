"""One's own data by API: taken along, corrected, deleted when the law lets them go."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.factories.exported import checked
from tests.factories.people import PASSWORD

EXPORTS = "/compliance/data-exports"


@pytest.fixture
def member(people):
    return people.enterprise(people.park())


def test_own_data_hold_the_account_and_what_one_did(member):
    made = checked(member)

    held = member.get("/me/data").json

    assert held["account"]["email"] == member.email
    assert held["stated_exports"][0]["export_id"] == made["export_id"]
    assert {"start", "check"} <= {act["event"] for act in held["acts"]}


def test_own_data_hold_no_secret(member):
    text = json.dumps(member.get("/me/data").json)

    assert "argon2" not in text and "hash" not in text and member.token not in text


def correct(member, **changes):
    etag = member.get("/me").headers["ETag"]
    return member.patch("/me", changes, etag=etag)


def test_a_name_is_corrected_at_once(member):
    assert correct(member, name="张三").json["name"] == "张三"


def test_a_new_address_needs_the_password_and_the_old_one_is_told(member, people):
    new = f"{uuid4().hex}@example.com"

    refused = correct(member, email=new)
    done = correct(member, email=new, password=PASSWORD)

    assert [e["pointer"] for e in refused.json["errors"]] == ["/password"]
    assert done.json["email"] == new
    assert member.get("/me/data").json["acts"][0]["event"] == "change"


def test_an_address_of_somebody_else_is_refused(member, people):
    other = people.park()

    answer = correct(member, email=other.email, password=PASSWORD)

    assert answer.status_code in (409, 422)


def test_readings_by_others_are_noted_and_shown_to_the_owner(member, people):
    made = checked(member)
    observer = people.observer()

    observer.get(f"/compliance/data-export-checks/{made['id']}")
    member.get(f"/compliance/data-export-checks/{made['id']}")
    people.operator().get(f"/users?organisation_id={member.id}")

    seen = member.get("/readings").json
    assert [one["subject"] for one in seen] == ["users", "data_export_check"]
    assert seen[1]["organisation"]["id"] == str(observer.id)
    assert people.enterprise(people.park()).get("/readings").json == []
    assert made["id"] in {one["subject_id"] for one in people.reviewer().get("/readings").json}


def delete(member, export):
    found = member.get(f"{EXPORTS}/{export}")
    return member.delete(f"{EXPORTS}/{export}", etag=found.headers["ETag"])


def test_a_recorded_export_is_kept_for_three_years(member, clock):
    clock.freeze(datetime(2026, 11, 28, 3, tzinfo=UTC))
    export = checked(member)["export_id"]

    early = delete(member, export)
    clock.freeze(datetime(2029, 11, 27, 16, tzinfo=UTC))
    in_time = delete(member, export)

    assert (early.status_code, early.json["code"]) == (409, "kept_until")
    assert "2029-11-28" in early.json["message"] and "SEC-05" in early.json["message"]
    assert in_time.status_code == 204
    assert member.get(f"{EXPORTS}/{export}").status_code == 404


def test_the_inventory_is_for_anyone_and_names_no_unchecked_article(app):
    told = app.test_client().get("/api/v1/privacy").json

    assert {term["rule"] for term in told["terms"]} == {f"SEC-0{n}" for n in range(2, 7)}
    tender = next(term for term in told["terms"] if term["rule"] == "SEC-06")
    assert not any(re.search(r"第42条|art\. 42", s["zh"] + s["en"]) for s in tender["sources"])
