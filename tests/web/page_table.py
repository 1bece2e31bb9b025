"""Who may open which page and send which form: rows like those of the API's access table.

A page that may not be opened answers a stranger with the way to the log-in, the others as the API
does. A row's body is a form: what a valid one of that page would send.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from tests.api.access_table import ROOT, Row
from tests.web import page_rows

ELSEWHERE = ("/static/", "/fs-static/", "/api/docs/", "/webhooks/", ROOT + "/")
HEALTH = {"/healthz", "/readyz"}


def subjects() -> Iterator[ModuleType]:
    """The modules of `page_rows`."""
    for found in sorted(pkgutil.iter_modules(page_rows.__path__), key=lambda m: m.name):
        yield import_module(f"{page_rows.__name__}.{found.name}")


def all_rows() -> list[Row]:
    return [row for subject in subjects() for row in subject.ROWS]


def pages(app) -> dict[str, list[str]]:
    """Every method and rule of the web floor, with the names of its arguments in order."""
    found = {}
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(ELSEWHERE) and rule.rule not in HEALTH:
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                names = [piece.split(">")[0].split(":")[-1] for piece in rule.rule.split("<")[1:]]
                found[f"{method} {rule.rule}"] = names
    return found
