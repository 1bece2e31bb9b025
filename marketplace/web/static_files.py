"""Style sheets and scripts, served by content: a changed file has a new address; texts packed."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, request, send_from_directory
from werkzeug.security import safe_join

from marketplace.web.addresses import file_href

FOLDER = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600
TEXTS = frozenset({".css", ".js", ".svg", ".json"})

files = Blueprint("files", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(files)
    app.jinja_env.globals["asset"] = asset


@files.get("/static/<path:path>")
def serve(path: str) -> Response:
    """A file; kept for a year when asked for by its content's hash."""
    return file_answer(FOLDER, path, A_YEAR if "v" in request.args else 0)


def file_answer(folder: Path, path: str, seconds: int) -> Response:
    """A file of a folder to be kept for so long; texts packed for those who take gzip."""
    response = _packed_answer(folder, path) or send_from_directory(folder, path)
    response.vary.add("Accept-Encoding")
    if seconds:
        kept = response.cache_control
        kept.no_cache, kept.public, kept.max_age = None, True, seconds
        kept.immutable = seconds == A_YEAR
    return response


def _packed_answer(folder: Path, path: str) -> Response | None:
    """None for files that are no text, and for those that are not there."""
    full = Path(safe_join(str(folder), path) or folder)
    wanted = full.suffix in TEXTS and "gzip" in request.accept_encodings
    if not wanted or not full.is_file():
        return None
    body, tag = packed(full)
    response = Response(body, mimetype=guess_type(full.name)[0])
    response.headers["Content-Encoding"] = "gzip"
    response.cache_control.no_cache = True
    response.set_etag(tag)
    response.make_conditional(request)
    return response


@cache
def packed(full: Path) -> tuple[bytes, str]:
    """The file by gzip at its best, made once for each process, and the tag of that form."""
    content = full.read_bytes()
    return gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:12] + "-gzip"


def asset(path: str) -> str:
    """The address of a file with the hash of what is in it."""
    return file_href(path, fingerprint(path))


@cache
def fingerprint(path: str) -> str:
    return hashlib.sha256((FOLDER / path).read_bytes()).hexdigest()[:12]
