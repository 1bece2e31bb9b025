"""Colleagues: added with the roles of the organisation, changed, shut out."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.people import PASSWORD


def colleague(**more):
    return {"name": "韩梅梅", "email": f"{uuid4().hex}@example.com", "password": PASSWORD, **more}


def test_a_colleague_gets_the_roles_of_who_adds_them(people):
    actor = people.carrier()

    answer = actor.post("/users", colleague())

    assert answer.status_code == 201
    assert answer.json["roles"] == ["carrier"]
    assert answer.json["organisation_id"] == str(actor.id)
    assert actor.get(answer.headers["Location"].removeprefix("/api/v1")).json == answer.json


def test_a_role_of_another_kind_is_refused(people):
    answer = people.carrier().post("/users", colleague(roles=["reviewer"]))

    assert answer.json["errors"][0]["code"] == "role_not_of_kind"


def test_a_reviewer_cannot_make_an_operator_but_an_operator_a_reviewer(people):
    refused = people.reviewer().post("/users", colleague(roles=["operator"]))
    made = people.operator().post("/users", colleague(roles=["reviewer"]))

    assert (refused.status_code, refused.json["code"]) == (403, "role_not_yours")
    assert made.status_code == 201


def test_a_pending_organisation_adds_nobody(people):
    answer = people.carrier(confirmed=False).post("/users", colleague())

    assert (answer.status_code, answer.json["code"]) == (403, "organisation_not_confirmed")


def test_users_of_other_organisations_do_not_exist(people):
    actor, other = people.park(), people.park()
    stranger = other.identity.user_id

    assert actor.get(f"/users/{stranger}").status_code == 404
    assert actor.patch(f"/users/{stranger}", {"name": "x"}, etag='"1"').status_code == 404
    assert actor.get(f"/users?organisation_id={other.id}").status_code == 404


def test_the_operator_reads_the_users_of_any_organisation_but_changes_none(people):
    park, operator = people.park(), people.operator()
    user = operator.get(f"/users/{park.identity.user_id}")

    listed = operator.get(f"/users?organisation_id={park.id}").json
    changed = operator.patch(
        f"/users/{park.identity.user_id}", {"name": "x"}, etag=user.headers["ETag"]
    )

    assert [u["id"] for u in listed] == [str(park.identity.user_id)]
    assert changed.status_code == 403


def test_a_change_names_the_version_it_was_made_from(people):
    actor = people.park()
    made = actor.post("/users", colleague())
    path, etag = f"/users/{made.json['id']}", made.headers["ETag"]

    assert actor.patch(path, {"name": "甲"}).status_code == 428
    assert actor.patch(path, {"name": "甲"}, etag=etag).json["name"] == "甲"
    assert actor.patch(path, {"name": "乙"}, etag=etag).status_code == 412


def test_a_colleague_who_is_shut_out_can_do_nothing_more(people, app):
    actor = people.park()
    body = colleague()
    made = actor.post("/users", body)
    actor.patch(f"/users/{made.json['id']}", {"active": False}, etag=made.headers["ETag"])

    login = {"email": body["email"], "password": PASSWORD, "name": "t", "scopes": ["read"]}
    assert actor.post("/tokens", login).status_code == 401


def test_nobody_shuts_itself_out(people):
    actor = people.park()
    path = f"/users/{actor.identity.user_id}"

    answer = actor.patch(path, {"active": False}, etag=actor.get(path).headers["ETag"])

    assert (answer.status_code, answer.json["code"]) == (409, "own_account_stays_active")


@pytest.mark.parametrize("field", ["email", "roles", "organisation_id", "password"])
def test_what_is_not_to_be_changed_is_refused(people, field):
    actor = people.park()
    path = f"/users/{actor.identity.user_id}"

    answer = actor.patch(path, {field: "x"}, etag='"1"')

    assert answer.json["errors"] == [
        {**answer.json["errors"][0], "pointer": f"/{field}", "code": "field_unknown"}
    ]
