"""Password reset by mail: one link, one hour, one use."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import MailMessage
from tests.factories.people import PASSWORD

NEW = "another long password 新密码"


@pytest.fixture
def post(app):
    def post(path, json):
        headers = {"Idempotency-Key": str(uuid4())}
        return app.test_client().post(f"/api/v1{path}", json=json, headers=headers)

    return post


@pytest.fixture
def mails(database):
    def to(email):
        with database.single_statements() as session:
            query = sa.select(MailMessage).where(MailMessage.recipient == email)
            return session.scalars(query.order_by(MailMessage.created_at)).all()

    return to


@pytest.fixture
def link(post, mails):
    """Asks for a reset and takes the token out of the mail."""

    def ask(email):
        assert post("/password-resets", {"email": email}).status_code == 202
        return re.search(r"/reset/(\S+)", mails(email)[-1].body)[1]

    return ask


def confirm(post, token, password=NEW):
    return post("/password-resets/confirm", {"token": token, "password": password})


def log_in(post, email, password):
    return post("/tokens", {"email": email, "password": password, "name": "t", "scopes": ["read"]})


def test_the_new_password_works_and_the_old_does_not(people, post, link):
    email = people.park().email

    assert confirm(post, link(email)).status_code == 200

    assert log_in(post, email, NEW).status_code == 201
    assert log_in(post, email, PASSWORD).status_code == 401


def test_unknown_addresses_get_the_same_answer_and_no_mail(people, post, mails):
    known, unknown = people.park().email, f"{uuid4().hex}@example.com"

    answers = [post("/password-resets", {"email": e}) for e in (known, unknown)]

    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].json == answers[1].json
    assert len(mails(known)) == 1 and mails(unknown) == []


def test_a_link_works_once(people, post, link):
    token = link(people.park().email)
    confirm(post, token)

    answer = confirm(post, token, "yet another password")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "reset_token_not_good"


def test_an_earlier_link_dies_with_the_password(people, post, link):
    email = people.park().email
    first, second = link(email), link(email)
    confirm(post, second)

    assert confirm(post, first).status_code == 422


def test_a_link_dies_after_an_hour(people, post, link, clock):
    token = link(people.park().email)
    clock.advance(seconds=3601)

    assert confirm(post, token).status_code == 422


def test_a_made_up_link_is_refused(post):
    assert confirm(post, "made.up").status_code == 422
    assert confirm(post, "编造").status_code == 422


def test_a_reset_ends_every_token_of_the_user(people, post, link):
    actor = people.park()

    confirm(post, link(actor.email))

    assert actor.get("/me").status_code == 401


def test_a_short_password_is_refused_and_the_link_stays_good(people, post, link):
    token = link(people.park().email)

    assert confirm(post, token, "short").status_code == 422
    assert confirm(post, token).status_code == 200


def test_the_mail_speaks_the_users_language(people, post, link, mails, database):
    actor = people.park()
    with database.unit_of_work() as session:
        session.execute(
            sa.text("UPDATE users SET locale = 'en' WHERE email = :e"), {"e": actor.email}
        )

    link(actor.email)

    assert "Reset your password" in mails(actor.email)[-1].subject


def test_no_mailbox_gets_more_than_three_links_an_hour(people, post, mails, clock):
    email = people.operator().email

    for _ in range(5):
        assert post("/password-resets", {"email": email}).status_code == 202

    assert len(mails(email)) == 3
    clock.advance(hours=1, seconds=1)
    post("/password-resets", {"email": email})
    assert len(mails(email)) == 4
