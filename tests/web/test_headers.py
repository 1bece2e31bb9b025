"""What every page answers with besides its text."""

from __future__ import annotations

import re

import pytest
from flask import Flask


def test_pages_say_that_nothing_comes_from_elsewhere(app: Flask) -> None:
    answer = app.test_client().get("/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


OFFICIAL = "https://beian.miit.gov.cn/"
"where the ICP number may be looked up: a link that a reader follows, nothing that a page loads"


@pytest.mark.parametrize("path", ["/", "/login", "/api/docs"])
def test_no_page_loads_anything_from_another_host(app: Flask, path: str) -> None:
    text = app.test_client().get(path).text.replace(f'<a href="{OFFICIAL}"', "<a")

    links = re.findall(r'(?:src|href|action)="([^"]+)"', text)
    assert links and not [link for link in links if link.startswith(("http", "//"))]


def test_the_session_cookie_is_for_this_site_and_no_script(app: Flask) -> None:
    cookie = app.test_client().get("/login").headers["Set-Cookie"]

    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_files_are_kept_for_a_year_by_their_content(app: Flask) -> None:
    page = app.test_client().get("/").text
    sheet = re.search(r'href="(/static/css/[^"]+\?v=\w+)"', page)

    answer = app.test_client().get(sheet[1])
    answer.close()

    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_outside_the_folder_does_not_exist(app: Flask) -> None:
    assert app.test_client().get("/static/../call.py").status_code == 404


@pytest.mark.parametrize("path", ["/no-such-page", "/group-buys/not-an-id", "/static/none.css"])
def test_what_is_not_there_is_said_on_a_page(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "There is nothing here." in answer.text


def test_the_api_docs_draw_themselves_from_files_of_this_site(app: Flask) -> None:
    client = app.test_client()

    parts = [client.get(f"/api/docs/{name}") for name in ("swagger-ui.css", "swagger-ui-bundle.js")]

    assert [part.status_code for part in parts] == [200, 200]
    assert client.get("/api/docs/index.html").status_code == 404
    for part in parts:
        part.close()
