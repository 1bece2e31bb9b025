"""Style sheets and scripts, served by content: a changed file has a new address."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, request, send_from_directory, url_for

FOLDER = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600

files = Blueprint("files", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(files)
    app.jinja_env.globals["asset"] = asset


@files.get("/static/<path:path>")
def serve(path: str) -> Response:
    """A file; kept for a year when asked for by its content's hash."""
    response = send_from_directory(FOLDER, path, max_age=A_YEAR if "v" in request.args else 0)
    if "v" in request.args:
        response.cache_control.public = True
        response.cache_control.immutable = True
    return response


def asset(path: str) -> str:
    """The address of a file with the hash of what is in it."""
    return url_for("files.serve", path=path, v=fingerprint(path))


@cache
def fingerprint(path: str) -> str:
    return hashlib.sha256((FOLDER / path).read_bytes()).hexdigest()[:12]
