"""Who may open the search page: everybody."""

from __future__ import annotations

from tests.api.access_table import SIGNED_IN, Row

ROWS = [Row("GET", "/search", SIGNED_IN)]
