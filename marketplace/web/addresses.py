"""Where pages and files are, each worked out once: every page names some thirty of them.

How to work one out is not compiled before the first is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from flask import request, url_for
from werkzeug.routing import Rule


class LazyRule(Rule):
    """A route that learns to write its addresses when the first of them is asked for.

    Werkzeug compiles two functions for each route at the start, which was most of `create_app`.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, /, **values: compiled()(rule, **values)


def href(endpoint: str, **values: Any) -> str:
    """What `url_for` says; kept for an endpoint that takes no values."""
    if values or endpoint.startswith("."):
        return url_for(endpoint, **values)
    return _plain(endpoint, request.script_root)


def file_href(path: str, version: str) -> str:
    """Where a file of this content is served."""
    return _file(path, version, request.script_root)


@cache
def _plain(endpoint: str, _root: str) -> str:
    """Below the root that the server is reached at."""
    return url_for(endpoint)


@cache
def _file(path: str, version: str, _root: str) -> str:
    return url_for("files.serve", path=path, v=version)
