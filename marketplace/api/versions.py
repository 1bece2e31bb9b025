"""ETag and If-Match: a change names the version it was made from."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import object_session

from marketplace.errors import PreconditionFailed, PreconditionRequired


def etag_of(version: int | str) -> str:
    return f'"{version}"'


def tagged(thing: Any, **headers: str) -> tuple[Any, dict[str, str]]:
    """The thing as a view's answer, with its ETag; pending changes are flushed to know it."""
    session = object_session(thing)
    if session is not None and session.in_transaction():
        session.flush()
    return thing, {"ETag": etag_of(thing.version), **headers}


def require_match(thing: Any, version: int | str | None = None) -> None:
    """Raise unless If-Match names the present version: 428 when absent, 412 when another."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise PreconditionRequired()
    current = etag_of(thing.version if version is None else version)
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    if current not in tags:
        raise PreconditionFailed(current=current)
