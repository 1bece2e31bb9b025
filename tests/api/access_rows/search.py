"""Who may search: everybody, over what each may see."""

from __future__ import annotations

from tests.api.access_table import SIGNED_IN, Row

ROWS = [Row("GET", "/search", SIGNED_IN, query="?q=line")]
