"""Error pages: what happened, what to do, a number to name, both languages, no database needed."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge

from marketplace.errors import Conflict, Forbidden, Invalid, TooManyRequests
from marketplace.web.errors import error_page
from tests.factories.visitors import Visitor

NUMBER = re.compile(r"<code>([0-9a-f]{8})</code>")
RAISED = {
    403: Forbidden(),
    409: Conflict("stale"),
    413: RequestEntityTooLarge(),
    422: Invalid([]),
    429: TooManyRequests(seconds=900),
}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Headers


def answered(app, error, path="/somewhere", language="zh", came=None) -> Answer:
    """What a page answers that raised this."""
    headers = {"Cookie": f"lang={language}"} | ({"Referer": came} if came else {})
    with app.test_request_context(path, headers=headers):
        answer = app.make_response(error_page(error))
    return Answer(answer.status_code, answer.get_data(as_text=True), answer.headers)


@pytest.mark.parametrize("status", sorted(RAISED))
def test_each_status_says_in_both_languages_what_to_do(app, status):
    texts = {}
    for language in ("zh", "en"):
        answer = answered(app, RAISED[status], language=language)
        texts[language] = re.findall(r"<p>([^<]+)</p>", answer.text)[0]
        assert answer.status == status

    assert re.search("[一-鿿]", texts["zh"]) and not re.search("[一-鿿]", texts["en"])


def test_an_address_that_is_not_there_offers_the_search_and_the_home_page(people):
    page = Visitor(people.observer()).get("/nowhere")

    assert page.status == 404
    assert 'href="/search"' in page.text and 'href="/home"' in page.text


def test_a_form_s_address_leads_to_the_page_that_it_is_on(people):
    page = Visitor(people.observer(), "en").get("/logout")

    assert page.status == 405 and "what a form sends" in page.text


def test_a_form_that_has_expired_says_to_reload(app):
    answer = app.test_client().post("/login", data={"email": "a", "password": "b"})

    assert answer.status_code == 400 and "刷新" in answer.text


def test_the_page_leads_back_to_where_the_reader_came_from(app):
    answer = answered(app, Conflict("stale"), came="http://localhost/group-buys?state=open")

    assert 'href="/group-buys?state=open"' in answer.text


@pytest.mark.parametrize("came", ["https://elsewhere.example/x", "http://localhost//elsewhere"])
def test_the_page_never_leads_back_to_another_host(app, came):
    answer = answered(app, Conflict("stale"), came=came)

    assert "elsewhere" not in answer.text


def test_the_number_on_the_page_is_in_the_header_and_in_the_log(app, caplog):
    with caplog.at_level(logging.INFO, logger="marketplace.web.errors"):
        answer = answered(app, Conflict("stale"))

    number = NUMBER.search(answer.text)[1]
    assert answer.headers["X-Request-Id"] == number
    assert [record.request_number for record in caplog.records] == [number]


def test_too_many_requests_say_after_how_many_seconds(app):
    assert answered(app, RAISED[429]).headers["Retry-After"] == "900"


@pytest.fixture
def no_database(app, monkeypatch):
    """Every use of the database fails from here on."""

    def broken(*_args, **_kwargs):
        raise OperationalError("select", {}, Exception("gone"))

    held = app.extensions["marketplace"].database
    for name in ("single_statements", "unit_of_work"):
        monkeypatch.setattr(type(held), name, broken)


@pytest.mark.parametrize(
    ("error", "status"),
    [(ZeroDivisionError(), 500), (OperationalError("x", {}, Exception()), 503)],
)
def test_what_failed_on_our_side_is_told_in_both_languages_without_a_database(
    app, no_database, error, status
):
    answer = answered(app, error, path="/group-buys?state=open", language="")

    assert answer.status == status and NUMBER.search(answer.text)
    assert 'lang="zh-CN"' in answer.text and 'lang="en"' in answer.text
    assert 'href="/group-buys?state=open"' in answer.text and 'href="/"' in answer.text
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_refusal_without_a_database_becomes_the_plain_page(app, no_database):
    answer = answered(app, Conflict("stale"), language="")

    assert answer.status in (409, 500) and NUMBER.search(answer.text)
