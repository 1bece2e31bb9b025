"""Signing up, in and out, lost passwords, languages: pages for people who are not in yet."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.models import MailMessage, Organisation
from marketplace.security.passwords import password_matches
from tests.factories.people import PASSWORD, People, fresh_uscc
from tests.factories.visitors import Page, Visitor
from tests.web.tidiness import assert_tidy, assert_tidy_in_both_languages


class Stranger(Visitor):
    """Somebody at a browser who has not signed in."""

    def __init__(self, app: Flask, language: str = "zh") -> None:
        self.client = app.test_client()
        self.client.set_cookie("lang", language)
        self.page = self.get("/login")


def signed_up(visitor: Visitor, **changes: Any) -> Page:
    """Fill in and send the sign-up form for a carrier."""
    visitor.get("/sign-up")
    fields = {
        "organisation-kind": "carrier",
        "organisation-uscc": fresh_uscc(),
        "organisation-name_zh": "甲通信",
        "organisation-name_en": "First Telecom",
        "user-name": "李雷",
        "user-email": f"{fresh_uscc().lower()}@example.com",
        "user-password": PASSWORD,
    }
    return visitor.send_fields("/sign-up", fields | changes)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/login", "/sign-up", "/reset", "/reset/none"])
def test_pages_for_strangers_are_tidy(app: Flask, path: str, language: str) -> None:
    visitor = Stranger(app, language)

    assert_tidy(visitor.get(path), language)


def test_pages_of_an_account_are_tidy(people: People) -> None:
    assert_tidy_in_both_languages(people.park(), "/home", "/account", "/corridors")


def test_pages_of_overseers_are_tidy(people: People) -> None:
    paths = "/home", "/organisations", "/licences", "/audit"
    assert_tidy_in_both_languages(people.reviewer(), *paths)


def test_a_stranger_is_sent_to_the_log_in_and_back(app: Flask, people: People) -> None:
    client, actor = app.test_client(), people.park()

    answer = client.get("/account")
    visitor = Stranger(app)
    visitor.get(answer.location)
    page = visitor.send("/login?next=/account", email=actor.email, password=PASSWORD)

    assert answer.status_code == 302
    assert page.path == "/account"


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_signing_in_leads_to_no_other_host(app: Flask, people: People, there: str) -> None:
    visitor = Stranger(app)

    answer = log_in(visitor, people.park().email, PASSWORD, there)

    assert answer.status_code == 302
    assert urlsplit(answer.location).netloc == "" and not answer.location.startswith("//")


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_changing_the_language_leads_to_no_other_host(app: Flask, there: str) -> None:
    answer = app.test_client().get("/language/en", query_string={"next": there})

    assert answer.location == "/"


def log_in(visitor: Visitor, email: str, password: str, there: str = "") -> TestResponse:
    token = visitor.get("/login").form("/login").values["csrf_token"]
    data = {"email": email, "password": password, "csrf_token": token}
    return visitor.client.post("/login", query_string={"next": there}, data=data)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    app: Flask, people: People
) -> None:
    email = people.park().email

    known = log_in(Stranger(app), email, "wrong password here").text
    unknown = log_in(Stranger(app), "nobody@example.com", "wrong password here").text

    assert without_tokens(known, email) == without_tokens(unknown, "nobody@example.com")


def without_tokens(text: str, email: str) -> str:
    return re.sub(r'value="[^"]*"', "", text).replace(email, "")


def test_ten_wrong_passwords_stop_the_right_one(app: Flask, people: People) -> None:
    email, visitor = people.park().email, Stranger(app)
    visitor.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"

    for _ in range(10):
        log_in(visitor, email, "wrong password here")
    answer = log_in(visitor, email, PASSWORD)

    assert answer.status_code == 200 and 'role="alert"' in answer.text


def test_a_form_without_its_token_is_refused(app: Flask, people: People) -> None:
    visitor = Visitor(people.park())

    answer = visitor.client.post("/account/tokens", data={"name": "x", "scopes": "read"})

    assert answer.status_code == 400
    assert "页面已过期" in answer.text


def test_signing_out_ends_the_session(people: People) -> None:
    visitor = Visitor(people.park())

    visitor.get("/home")
    visitor.send("/logout")

    assert visitor.get("/account").path == "/login"


def test_sign_up_makes_a_pending_organisation(app: Flask, session: sa.orm.Session) -> None:
    uscc = fresh_uscc()

    page = signed_up(Stranger(app), **{"organisation-uscc": uscc})

    made = session.scalars(sa.select(Organisation).where(Organisation.uscc == uscc)).one()
    assert page.path == "/login" and made.state == "pending"


def test_sign_up_sent_twice_makes_one_organisation(app: Flask, session: sa.orm.Session) -> None:
    visitor, uscc = Stranger(app), fresh_uscc()
    visitor.get("/sign-up")
    once = visitor.page.form("/sign-up").values["_once"]
    typed = {"organisation-uscc": uscc, "user-email": f"{uscc.lower()}@example.com"}

    first = signed_up(visitor, **typed, _once=once)
    again = signed_up(visitor, **typed, _once=once)

    made = session.scalars(sa.select(Organisation).where(Organisation.uscc == uscc)).all()
    assert (first.path, again.path, len(made)) == ("/login", "/login", 1)


@pytest.mark.parametrize(("language", "said"), [("zh", "校验位"), ("en", "check digit")])
def test_wrong_input_stays_in_its_field_with_the_fault_beside_it(
    app: Flask, language: str, said: str
) -> None:
    wrong = "91310115MA1K00000A"

    page = signed_up(Stranger(app, language), **{"organisation-uscc": wrong})

    assert page.status == 422
    assert page.form("/sign-up").values["organisation-uscc"] == wrong
    assert page.form("/sign-up").values["organisation-name_en"] == "First Telecom"
    field = re.search(r'<input[^>]*name="organisation-uscc"[^>]*>', page.text)
    assert field and 'aria-invalid="true"' in field[0]
    assert said in page.text


def test_a_password_is_never_given_back(app: Flask) -> None:
    page = signed_up(Stranger(app), **{"organisation-uscc": "wrong"})

    assert PASSWORD not in page.text


def test_a_lost_password_is_reset_by_mail(
    app: Flask, people: People, session: sa.orm.Session
) -> None:
    actor, visitor = people.park(), Stranger(app)
    visitor.get("/reset")
    visitor.send("/reset", email=actor.email)
    mail = session.scalars(sa.select(MailMessage).where(MailMessage.recipient == actor.email)).one()
    link = re.search(r"/reset/\S+", mail.body)

    visitor.get(link[0])
    visitor.send(link[0], password="a new and longer password")
    page = visitor.send("/login", email=actor.email, password="a new and longer password")

    assert page.path == "/home"


def test_asking_for_a_reset_tells_nothing_of_who_is_known(app: Flask, people: People) -> None:
    known, unknown = Stranger(app), Stranger(app)
    known.get("/reset")
    unknown.get("/reset")

    a = known.send("/reset", email=people.park().email)
    b = unknown.send("/reset", email="nobody@example.com")

    assert without_tokens(a.text, "") == without_tokens(b.text, "")


def test_a_changed_password_ends_other_sessions_and_tokens(people: People) -> None:
    actor = people.park()
    here, there = Visitor(actor), Visitor(actor)
    here.get("/change-password")

    new = "quite another password"
    page = here.send(
        "/change-password", password=PASSWORD, new_password=new, new_password_confirm=new
    )

    assert page.path == "/home"
    assert there.get("/account").path == "/login"
    assert actor.get("/me").status_code == 401


def test_both_hashers_take_each_others_passwords(people: People, session: sa.orm.Session) -> None:
    actor = people.park()
    visitor = Visitor(actor)
    visitor.get("/change-password")
    new = "quite another password"

    visitor.send("/change-password", password=PASSWORD, new_password=new, new_password_confirm=new)

    kept = session.scalar(
        sa.text("SELECT password FROM users WHERE email = :e"), {"e": actor.email}
    )
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert password_matches(kept, new)


def test_one_click_changes_the_language_and_the_setting(people: People) -> None:
    visitor = Visitor(people.park(), "zh")

    visitor.get("/home")
    page = visitor.send("/language/en")

    assert '<html lang="en"' in page.text and page.path == "/home"


@pytest.mark.parametrize(("accepted", "language"), [("en-GB,zh;q=0.5", "en"), ("fr", "zh-CN")])
def test_the_browser_says_the_language_of_a_first_visit(
    app: Flask, accepted: str, language: str
) -> None:
    answer = app.test_client().get("/", headers={"Accept-Language": accepted})

    assert f'<html lang="{language}">' in answer.text


def test_an_api_token_is_shown_once_and_works(people: People, app: Flask) -> None:
    visitor = Visitor(people.park())
    visitor.get("/account")

    page = visitor.send("/account/tokens", name="robot", days="30", scopes=["read"])

    token = re.search(r"xgb_[\w-]+", page.text)
    headers = {"Authorization": f"Bearer {token[0]}"}
    assert app.test_client().get("/api/v1/me", headers=headers).status_code == 200
    assert "xgb_" not in visitor.get("/account").text
