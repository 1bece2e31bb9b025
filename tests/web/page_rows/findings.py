"""Who may open the pages of findings and duties, and send their forms."""

from __future__ import annotations

from tests.api.access_rows.findings import (
    ASKED,
    DECISION,
    DONE,
    OPERATOR,
    READING,
    REVIEWER,
    SEEN,
)
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row

FINDING, DUTY = "/findings/<uuid:finding_id>", "/duties/<code>"
LINES = "/group-buys/<uuid:group_buy_id>/lines"
ANY_DUTY = {"code": lambda world: "PLAT-04"}
BESIDE = {"file_id": "beside_id"}
OVERTURNED = {"finding_id": "overturned_id"}

ROWS = [
    Row("GET", "/findings", SIGNED_IN),
    Row("GET", FINDING, READING | {"member"}),
    Row("GET", FINDING + "/evidence/<uuid:file_id>", READING, but={"member": 403}, fill=BESIDE),
    Row("POST", FINDING + "/decide", REVIEWER, others=403, body=DECISION),
    Row("POST", FINDING + "/confirm", REVIEWER, others=403, body=DECISION, fill=OVERTURNED),
    Row("POST", LINES + "/ask", frozenset({"member"}), but=SEEN, fill=ASKED),
    Row("GET", "/duties", OVERSEERS, others=403),
    Row("GET", DUTY, OVERSEERS, others=403, fill=ANY_DUTY),
    Row("POST", DUTY + "/done", OPERATOR, others=403, body=DONE, fill=ANY_DUTY),
]
