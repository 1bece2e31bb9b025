"""Who may open the notifications page: everybody its own."""

from __future__ import annotations

from tests.api.access_table import SIGNED_IN, Row

ROWS = [
    Row("GET", "/notifications", SIGNED_IN),
    Row("POST", "/notifications/read-all", SIGNED_IN),
    Row("POST", "/notifications/<uuid:notification_id>/open", frozenset({"member"})),
]
