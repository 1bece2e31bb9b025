"""Sign-up, tokens and the account of the caller."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import ApiToken, IdempotencyKey, LoginFailure, Organisation
from marketplace.services.log_in import note_login_failure
from tests.factories.people import PASSWORD, fresh_uscc


def sign_up_body(kind="carrier", uscc=None, **organisation):
    return {
        "organisation": {
            "kind": kind,
            "uscc": uscc or fresh_uscc(),
            "name_zh": "测试机构",
            "name_en": "Test organisation",
            **organisation,
        },
        "user": {"name": "李雷", "email": f"{uuid4().hex}@example.com", "password": PASSWORD},
    }


def token_body(email, password=PASSWORD, **more):
    return {"email": email, "password": password, "name": "t", "scopes": ["read"], **more}


@pytest.fixture
def public(app):
    """Sends a request without a token, from an address of its own."""
    address = f"10.{uuid4().int % 250}.{uuid4().int % 250}.{uuid4().int % 250}"

    def post(path, json, key=None, **headers):
        headers = {"Idempotency-Key": key or str(uuid4()), **headers}
        return app.test_client().post(
            f"/api/v1{path}", json=json, headers=headers, environ_base={"REMOTE_ADDR": address}
        )

    return post


def faults(answer):
    return {(e["pointer"], e["code"]) for e in answer.json["errors"]}


def test_sign_up_makes_a_pending_organisation_and_its_first_user(public):
    answer = public("/sign-ups", sign_up_body())

    assert answer.status_code == 201
    assert answer.json["roles"] == ["carrier"]
    assert answer.json["organisation"]["state"] == "pending"
    assert "password" not in answer.json


def test_sign_up_again_under_the_same_key_makes_nothing_new(public, database):
    body, key = sign_up_body(), str(uuid4())
    first, second = public("/sign-ups", body, key), public("/sign-ups", body, key)

    assert first.json == second.json
    with database.single_statements() as session:
        code = body["organisation"]["uscc"]
        count = sa.select(sa.func.count()).where(Organisation.uscc == code)
        assert session.scalar(count) == 1


def test_one_organisation_per_credit_code(public):
    code = fresh_uscc()
    public("/sign-ups", sign_up_body(uscc=code))

    answer = public("/sign-ups", sign_up_body(uscc=code))

    assert (answer.status_code, answer.json["code"]) == (409, "uscc_taken")


def test_one_user_per_email_whatever_the_case(public):
    body = sign_up_body()
    public("/sign-ups", body)
    again = sign_up_body()
    again["user"]["email"] = body["user"]["email"].upper()

    answer = public("/sign-ups", again)

    assert (answer.status_code, answer.json["code"]) == (409, "email_taken")


def test_an_enterprise_names_a_confirmed_park_by_code_or_id(public, people, app):
    park = people.park()
    by_id = public("/sign-ups", sign_up_body("enterprise", park_id=str(park.id)))
    code = park.get(f"/organisations/{park.id}").json["uscc"]
    by_code = public("/sign-ups", sign_up_body("enterprise", park_uscc=code))

    assert by_id.json["organisation"]["park_id"] == str(park.id)
    assert by_code.json["organisation"]["park_id"] == str(park.id)


@pytest.mark.parametrize(
    ("kind", "more", "fault"),
    [
        ("enterprise", {}, ("/organisation/park_id", "park_by_one_name")),
        ("enterprise", {"park_id": str(uuid4())}, ("/organisation/park_id", "park_not_confirmed")),
        (
            "carrier",
            {"park_id": str(uuid4())},
            ("/organisation/park_id", "park_of_enterprises_only"),
        ),
        (
            "enterprise",
            {"uscc": fresh_uscc("11310115")},
            ("/organisation/uscc", "uscc_not_enterprise"),
        ),
        ("platform", {}, ("/organisation/kind", "choice")),
        ("carrier", {"uscc": "913101150000000000"}, ("/organisation/uscc", "uscc_check_digit")),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(public, kind, more, fault):
    answer = public("/sign-ups", sign_up_body(kind, **more))

    assert answer.status_code == 422
    assert fault in faults(answer)


def test_an_enterprise_cannot_sit_in_a_pending_park(public, people):
    park = people.park(confirmed=False)

    answer = public("/sign-ups", sign_up_body("enterprise", park_id=str(park.id)))

    assert faults(answer) == {("/organisation/park_id", "park_not_confirmed")}


def test_a_token_is_shown_once_and_lies_nowhere_in_the_database(public, people, database):
    actor, key = people.park(), str(uuid4())
    body = token_body(actor.email)

    first, second = public("/tokens", body, key), public("/tokens", body, key)

    assert first.status_code == 201
    assert (second.status_code, second.json["code"]) == (409, "token_already_issued")
    with database.single_statements() as session:
        kept = session.scalars(sa.select(IdempotencyKey).where(IdempotencyKey.key == key)).one()
        assert first.json["token"] not in str(kept.body)


def test_a_token_works_with_its_scopes_only(public, people, app):
    actor = people.carrier()
    actor.token = public("/tokens", token_body(actor.email)).json["token"]

    assert actor.get("/me").json["scopes"] == ["read"]
    assert actor.post("/licences", {}).status_code in (403, 422)
    answer = actor.post("/users", {"name": "x", "email": "x@example.com", "password": PASSWORD})
    assert answer.status_code == 403


@pytest.mark.parametrize("known", [True, False])
def test_wrong_password_and_unknown_email_answer_alike(public, people, known):
    email = people.park().email if known else f"{uuid4().hex}@example.com"

    answer = public("/tokens", token_body(email, "not the password"))

    assert (answer.status_code, answer.json["code"]) == (401, "wrong_credentials")


def test_an_inactive_user_gets_no_token(public, people, database):
    actor = people.park()
    with database.unit_of_work() as session:
        session.execute(
            sa.text("UPDATE users SET active = false, deactivated_at = now() WHERE email = :e"),
            {"e": actor.email},
        )

    assert public("/tokens", token_body(actor.email)).status_code == 401


def test_ten_failures_stop_the_eleventh_even_with_the_right_password(public, people):
    actor = people.park()
    for _ in range(10):
        assert public("/tokens", token_body(actor.email, "wrong")).status_code == 401

    answer = public("/tokens", token_body(actor.email))

    assert (answer.status_code, answer.json["code"]) == (429, "too_many_requests")
    assert answer.headers["Retry-After"] == "900"


def test_failures_count_for_the_callers_address_too(public, people, database):
    stranger = f"{uuid4().hex}@example.com"
    public("/tokens", token_body(stranger, "wrong"))

    def guess(times):
        with database.unit_of_work() as session:
            own = sa.select(LoginFailure).where(LoginFailure.email == stranger)
            noted = session.scalars(own).one()
            here = sa.select(sa.func.count()).where(
                LoginFailure.address == noted.address,
                LoginFailure.at > noted.at - timedelta(minutes=15),
            )
            for _ in range(times - session.execute(here).scalar_one()):
                note_login_failure(
                    session, email=f"{uuid4().hex}@example.com", address=noted.address, now=noted.at
                )

    guess(99)
    assert public("/tokens", token_body(people.park().email)).status_code == 201
    guess(100)
    assert public("/tokens", token_body(people.park().email)).status_code == 429


def test_a_quarter_of_an_hour_later_guessing_is_forgotten(public, people, database):
    actor = people.park()
    for _ in range(10):
        public("/tokens", token_body(actor.email, "wrong"))
    with database.unit_of_work() as session:
        earlier = LoginFailure.at - sa.text("interval '15 minutes 1 second'")
        session.execute(
            sa.update(LoginFailure).where(LoginFailure.email == actor.email).values(at=earlier)
        )

    assert public("/tokens", token_body(actor.email)).status_code == 201


def test_a_revoked_token_works_no_more(public, people):
    actor = people.park()
    made = public("/tokens", token_body(actor.email, scopes=["read", "account"])).json
    actor.token = made["token"]

    assert actor.delete(f"/tokens/{made['id']}").status_code == 204
    assert actor.get("/me").status_code == 401


def test_tokens_are_listed_without_themselves(people):
    actor = people.park()

    listed = actor.get("/tokens").json

    assert [entry["name"] for entry in listed] == ["test"]
    assert "token" not in listed[0]


def test_anothers_token_cannot_be_revoked(people, database):
    actor, other = people.park(), people.park()
    with database.single_statements() as session:
        mine = ApiToken.user_id == other.identity.user_id
        token_id = session.scalar(sa.select(ApiToken.id).where(mine))

    assert actor.delete(f"/tokens/{token_id}").status_code == 404


def test_a_pending_user_reads_its_own_account(people):
    actor = people.park(confirmed=False)

    assert actor.get("/me").json["organisation"]["state"] == "pending"
    assert actor.get(f"/organisations/{actor.id}").status_code == 200


def test_parks_that_are_confirmed_are_public(app, people):
    confirmed, pending = people.park(), people.park(confirmed=False)

    listed = app.test_client().get("/api/v1/parks?limit=200").json

    ids = {park["id"] for park in listed}
    assert str(confirmed.id) in ids and str(pending.id) not in ids
    assert set(listed[0]) == {"id", "name_zh", "name_en"}
