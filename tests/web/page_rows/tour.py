"""Who may take the tour of a demonstration: everybody, and nobody where there is none."""

from __future__ import annotations

from tests.api.access_table import EVERYBODY, Row

FIRST = {"key": lambda _world: "member", "stop": lambda _world: 0}

ROWS = [
    Row("GET", "/tour", EVERYBODY),
    Row("POST", "/tour/<key>/<int:stop>", EVERYBODY, fill=FIRST),
    Row("POST", "/tour/end", EVERYBODY),
]
