"""While the database is away, the API and the pages say so instead of crashing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from marketplace.adapters.throw_away_postgres import throw_away
from marketplace.app import create_app
from tests.factories.people import People
from tests.factories.scratch import migrate
from tests.factories.visitors import Visitor


@pytest.fixture(scope="module")
def browser(config) -> Iterator[Client]:
    """Signed in while there was a database, which is gone now."""
    with throw_away() as cluster:
        migrate(cluster.url)
        app = create_app(replace(config, database_url=cluster.url))
        people = People(app, app.extensions["marketplace"].database)
        signed_in = Visitor(people.operator()).client
        assert signed_in.get("/home").status_code == 200
    yield signed_in
    app.extensions["marketplace"].database.close()


@pytest.fixture
def away(browser) -> Flask:
    return browser.application


@pytest.mark.parametrize("path", ["/api/v1/parks", "/api/v1/me"])
def test_a_read_is_told_to_come_again(away, path):
    answer = away.test_client().get(path, headers={"Authorization": "Bearer x"})

    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "1"
    assert answer.mimetype == "application/problem+json"


def test_a_change_is_told_that_its_fate_is_not_known(away):
    answer = away.test_client().post(
        "/api/v1/password-resets",
        json={"email": "a@example.com"},
        headers={"Idempotency-Key": uuid4().hex},
    )

    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert "Idempotency-Key" in answer.json["messages"]["en"]


@pytest.mark.parametrize("path", ["/", "/reset"])
def test_a_page_tells_a_stranger_so(away, path):
    says_to_come_again(away.test_client().get(path))


@pytest.mark.parametrize("path", ["/", "/home", "/group-buys"])
def test_a_page_tells_a_signed_in_reader_so(browser, path):
    says_to_come_again(browser.get(path))


def says_to_come_again(page: TestResponse) -> None:
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.headers["Retry-After"] == "1"
    assert "数据库" in page.text
