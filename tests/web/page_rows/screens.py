"""Who may open the pages of screens and hearings, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.screens import DECISION, HELD, READING, REVIEWER, question
from tests.api.access_rows.screens import ROWS as API_ROWS
from tests.api.access_table import Row

HIT = "/screens/<uuid:hit_id>"
OF_RFQ: dict[str, Any] = {"others": 403} | HELD

ROWS = [
    Row("GET", "/screens", READING, others=403),
    Row("GET", "/rfqs/<uuid:rfq_id>/screen", READING, **OF_RFQ),
    Row("GET", HIT, READING, others=403),
    Row("POST", HIT + "/decide", REVIEWER, others=403, body=DECISION),
    Row("POST", HIT + "/hear", REVIEWER, others=403, body=question),
    *(row for row in API_ROWS if row.rule.startswith("/hearings")),
]
