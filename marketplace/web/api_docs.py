"""The API's documentation page, drawn from its own description; nothing comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, make_response, render_template

from marketplace.web.headers import policy
from marketplace.web.static_files import file_answer

DIST = Path(flask_swagger_ui.__file__).parent / "dist"

pages = Blueprint("api_docs", __name__)


@pages.get("/api/docs")
def show() -> Response:
    """The page; the tool it uses writes style elements, so styles are freer here."""
    response = make_response(render_template("api_docs.html"))
    response.headers["Content-Security-Policy"] = policy(style_src="'self' 'unsafe-inline'")
    return response


@pages.get("/api/docs/<any('swagger-ui-bundle.js', 'swagger-ui.css'):name>")
def part(name: str) -> Response:
    """A file of the tool's own distribution."""
    return file_answer(DIST, name, 24 * 3600)
