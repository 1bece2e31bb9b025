"""Who may open the pages of screens and hearings, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.screens import DECISION, HELD, READING, REVIEWER, STATEMENT, question
from tests.api.access_table import SIGNED_IN, Row

HIT, HEARING = "/screens/<uuid:hit_id>", "/hearings/<uuid:hearing_id>"
OF_RFQ: dict[str, Any] = {"others": 403} | HELD

ROWS = [
    Row("GET", "/screens", READING, others=403),
    Row("GET", "/rfqs/<uuid:rfq_id>/screen", READING, **OF_RFQ),
    Row("GET", HIT, READING, others=403),
    Row("POST", HIT + "/decide", REVIEWER, others=403, body=DECISION),
    Row("POST", HIT + "/hear", REVIEWER, others=403, body=question),
    Row("GET", "/hearings", SIGNED_IN),
    Row("GET", HEARING, READING | {"carrier"}),
    Row(
        "POST",
        HEARING + "/statement",
        frozenset({"carrier"}),
        but=dict.fromkeys(READING, 403),
        body=STATEMENT,
    ),
]
