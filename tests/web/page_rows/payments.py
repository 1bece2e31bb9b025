"""Who may open the pages of payments."""

from __future__ import annotations

from tests.api.access_rows.ledger import reads
from tests.api.access_rows.payments import CHECK, OPERATOR
from tests.api.access_table import Row

ROWS = [
    reads("/payments"),
    reads(CHECK, fill={"check_id": "payment_check_id"}),
    reads("/payments/events"),
    Row("POST", "/payments/checks", OPERATOR, others=403),
    Row("POST", "/payments/events/<event_id>/process", OPERATOR, others=403),
]
