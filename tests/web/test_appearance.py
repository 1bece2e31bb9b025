"""Light, dark or as the device asks: chosen by a form, kept in a cookie, never in print."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask
from werkzeug.test import Client

from tests.factories.people import People
from tests.factories.visitors import Visitor

DARK_SHEET = re.compile(r'<link rel="stylesheet" href="/static/css/dark\.css[^>]*media="([^"]+)"')
SCHEME = re.compile(r'<meta name="color-scheme" content="([^"]+)"')


def seen(client: Client) -> tuple[str | None, str]:
    """Where the dark sheet counts, and what the browser is told before any sheet has come."""
    text = client.get("/").text
    sheet = DARK_SHEET.search(text)
    return sheet[1] if sheet else None, SCHEME.search(text)[1]


@pytest.mark.parametrize(
    ("theme", "where", "scheme"),
    [
        ("auto", "screen and (prefers-color-scheme: dark)", "light dark"),
        ("dark", "screen", "dark"),
        ("light", None, "light"),
    ],
)
def test_the_choice_says_where_the_dark_colours_count(
    app: Flask, theme: str, where: str | None, scheme: str
) -> None:
    client = app.test_client()

    answer = client.get(f"/theme/{theme}?next=/savings")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/savings")
    assert seen(client) == (where, scheme)


def test_without_a_choice_the_device_decides(app: Flask) -> None:
    assert seen(app.test_client())[0] == "screen and (prefers-color-scheme: dark)"


@pytest.mark.parametrize("kept", ["", "purple", '"><script>'])
def test_a_cookie_that_says_something_else_says_nothing(app: Flask, kept: str) -> None:
    client = app.test_client()
    client.set_cookie("theme", kept)

    assert seen(client)[1] == "light dark"


def test_the_choice_leads_to_no_other_host(app: Flask) -> None:
    answer = app.test_client().get("/theme/dark?next=//elsewhere.example")

    assert answer.headers["Location"] == "/"


def test_a_signed_in_reader_chooses_by_a_form(people: People) -> None:
    visitor = Visitor(people.park())
    visitor.get("/account")

    page = visitor.send("/theme/dark")

    assert page.path == "/account"
    assert re.search(r'formaction="/theme/dark" aria-pressed="true"', page.text)


def test_sheets_go_out_packed_to_those_who_take_it(app: Flask) -> None:
    client = app.test_client()
    plain = client.get("/static/css/page.css")

    packed = client.get("/static/css/page.css?v=1", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip" and packed.mimetype == "text/css"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "immutable" in packed.headers["Cache-Control"]
    assert gzip.decompress(packed.data) == plain.data
    again = client.get(
        "/static/css/page.css",
        headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]},
    )
    assert again.status_code == 304
    plain.close()
