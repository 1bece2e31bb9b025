"""The API's documentation page, drawn from its own description; nothing comes from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask_swagger_ui
from flask import Blueprint, Response, current_app, make_response, render_template

from marketplace.web.call import runtime
from marketplace.web.headers import policy
from marketplace.web.static_files import file_answer

DIST = Path(flask_swagger_ui.__file__).parent / "dist"
METHODS = ("get", "post", "put", "patch", "delete")

pages = Blueprint("api_docs", __name__)


@dataclass(frozen=True)
class Operation:
    """One call of the API, as its description has it."""

    method: str
    path: str
    summary: str


@pages.get("/api/docs")
def show() -> Response:
    """All calls as a list; the tool to try them comes when it is asked for.

    It weighs three times what a first view may, and writes style elements: styles are freer here.
    """
    [described] = current_app.extensions["flask-smorest"]["apis"].values()
    response = make_response(
        render_template(
            "api_docs.html",
            groups=lambda: operations(described["ext_obj"].spec.to_dict()),
            demo=runtime().config.demo_clock,
        )
    )
    response.headers["Content-Security-Policy"] = policy(style_src="'self' 'unsafe-inline'")
    return response


def operations(spec: dict[str, Any]) -> dict[str, list[Operation]]:
    """The calls of an OpenAPI description by their tag, both in the description's order."""
    groups: dict[str, list[Operation]] = {tag["name"]: [] for tag in spec.get("tags", ())}
    for path, item in spec["paths"].items():
        for method in METHODS:
            if told := item.get(method):
                call = Operation(method.upper(), path, told.get("summary", ""))
                groups.setdefault(told["tags"][0], []).append(call)
    return {tag: calls for tag, calls in groups.items() if calls}


@pages.get("/api/docs/<any('swagger-ui-bundle.js', 'swagger-ui.css'):name>")
def part(name: str) -> Response:
    """A file of the tool's own distribution."""
    return file_answer(DIST, name, 24 * 3600)
