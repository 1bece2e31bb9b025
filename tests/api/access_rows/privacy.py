"""Who may read the inventory (anyone), one's own data, and the record of readings."""

from __future__ import annotations

from tests.api.access_table import EVERYBODY, SIGNED_IN, Row

ROWS = [
    Row("GET", "/privacy", EVERYBODY),
    Row("GET", "/me/data", SIGNED_IN),
    Row("PATCH", "/me", SIGNED_IN, body={"locale": "zh"}),
    Row("GET", "/readings", SIGNED_IN),
]
