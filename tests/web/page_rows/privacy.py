"""Who may open the privacy notice (anyone), one's own data and the record of readings."""

from __future__ import annotations

from tests.api.access_table import EVERYBODY, SIGNED_IN, Row

ROWS = [
    Row("GET", "/privacy", EVERYBODY),
    Row("GET", "/account/data", SIGNED_IN),
    Row("POST", "/account/data", SIGNED_IN, body={"locale": "zh"}),
    Row("GET", "/account/data.json", SIGNED_IN),
    Row("GET", "/readings", SIGNED_IN),
]
