"""The tour signs in as the demo's people by one press, only in a demonstration."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.app import create_app
from marketplace.config import DEMO_PASSWORD, ROOT, Config
from marketplace.models import User
from marketplace.run import tour
from marketplace.security.passwords import hash_password
from marketplace.web.tour_steps import steps
from tests.factories.visitors import Page
from tests.web.tidiness import assert_tidy

SECRETS = {f"MARKETPLACE_{name}_KEY": "5e" * 32 for name in ("SECRET", "SEALING", "PERSONAL")}


@pytest.fixture
def guest(app):
    client = app.test_client()
    client.set_cookie("lang", "en")
    return client


@pytest.fixture
def member(people, database):
    """A company whose user has the address of the tour's first step."""
    actor = people.enterprise(people.park())
    email = steps()[0].email
    with database.unit_of_work() as session:
        session.execute(
            sa.update(User).where(User.id == actor.identity.user_id).values(email=email)
        )
    yield actor
    with database.unit_of_work() as session:
        session.execute(
            sa.update(User).where(User.email == email).values(email=f"{actor.id}@example.com")
        )


def known_by(database, actor, password):
    with database.unit_of_work() as session:
        session.execute(
            sa.update(User)
            .where(User.id == actor.identity.user_id)
            .values(password=hash_password(password))
        )


def pressed(guest):
    """What comes of pressing the first page of the first step."""
    page = Page(guest.get("/tour"))
    form = page.form("/tour/member/0")
    return Page(guest.post(form.action, data=form.values, follow_redirects=True))


def test_one_press_signs_in_and_the_pages_say_at_which_step(guest, member, database):
    known_by(database, member, DEMO_PASSWORD)

    page = pressed(guest)

    assert page.path == "/home" and 'href="/tour#member"' in page.text
    assert "Tour, step 1 of 8" in page.text


def test_nobody_is_signed_in_whose_password_is_not_the_demo_s(guest, member, database):
    known_by(database, member, "another-password-2026")

    page = pressed(guest)

    assert page.path == "/tour" and "not one of a demonstration" in page.text
    assert guest.get("/home").status_code == 302


def test_a_step_that_is_not_there_signs_nobody_in(guest, member, database):
    known_by(database, member, DEMO_PASSWORD)
    page = Page(guest.get("/tour"))
    token = page.form("/tour/member/0").values

    for path in ("/tour/admin/0", "/tour/member/9"):
        assert guest.post(path, data=token).status_code == 404
    assert guest.get("/home").status_code == 302


def test_without_the_demo_setting_there_is_no_tour(config):
    app = create_app(replace(config, demo_clock=False))

    client = app.test_client()
    assert client.get("/tour").status_code == 404
    assert client.post("/tour/member/0").status_code in (400, 404)
    assert "/tour" not in client.get("/").text
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/tour")]
    app.extensions["marketplace"].database.close()


def test_the_tour_is_tidy_in_both_languages(app, member):
    for language in ("zh", "en"):
        client = app.test_client()
        client.set_cookie("lang", language)
        assert_tidy(Page(client.get("/tour")), language)


def test_every_step_is_a_login_of_the_demo_and_every_stop_a_page(app):
    logins = (ROOT / "demo" / "logins.csv").read_text(encoding="utf-8")

    assert all(step.email in logins for step in steps())
    stops = [stop for step in steps() for stop in step.stops]
    assert {stop.endpoint for stop in stops} <= set(app.view_functions)


@pytest.mark.parametrize(
    ("environ", "opened"),
    [
        ({}, True),
        ({"MARKETPLACE_DEMO": "0"}, False),
        ({"MARKETPLACE_BASE_URL": "https://lines.example.com"}, False),
    ],
)
def test_a_run_opens_the_tour_only_with_the_demo_and_on_this_machine(environ, opened):
    assert (tour(environ) == {"MARKETPLACE_DEMO_TOUR": "1"}) == opened
    assert Config.from_environ(environ | {"MARKETPLACE_VAR": "/nowhere"} | SECRETS).demo is False
