"""The documentation page lists every call by itself; the tool to try them is asked for."""

from __future__ import annotations

import re
from html import unescape

from marketplace.web.api_docs import METHODS


def test_every_call_stands_on_the_page_with_what_it_does(app):
    client = app.test_client()
    paths = client.get("/api/v1/openapi.json").json["paths"]
    page = unescape(client.get("/api/docs").text)

    calls = [
        (f"<code>{method.upper()} {path}</code>", item[method].get("summary"))
        for path, item in paths.items()
        for method in METHODS
        if method in item
    ]

    assert len(calls) > 300
    assert [call for call, summary in calls if call not in page or not summary] == []
    assert [summary for _, summary in calls if summary not in page] == []


def test_the_tool_comes_only_when_it_is_asked_for(app):
    page = app.test_client().get("/api/docs").text

    assert re.search(r"<(script|link)[^>]*swagger-ui", page) is None
