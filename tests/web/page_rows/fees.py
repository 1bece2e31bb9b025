"""Who opens the pages of service fees, their table, and accounts of one's own."""

from __future__ import annotations

from tests.api.access_rows.fees import (
    ACTS,
    DESK,
    FEE,
    OPERATOR,
    OWN_ACCOUNT,
    READERS,
    WITH_ACCOUNTS,
    own,
)
from tests.api.access_table import EVERYBODY, Row

CSV = {"form": lambda _world: "csv"}
TABLE = {
    "rows-0-basis": "fixed",
    "effective_on": "2099-01-01",
    "due_days": "30",
    "reason_zh": "示例",
    "reason_en": "example",
}
ROWS = [
    Row("GET", "/fee-table", EVERYBODY),
    Row("GET", "/fee-table/<int:version>", EVERYBODY),
    Row("GET", "/fee-table/new", OPERATOR, others=403),
    Row("POST", "/fee-table/new", OPERATOR, others=403, body=TABLE),
    Row("GET", "/fees", DESK, others=403),
    Row("GET", "/fees/fees.<any(csv, xlsx):form>", DESK, others=403, fill=CSV),
    Row("GET", FEE, READERS),
    *ACTS,
    Row("GET", "/own-accounts", WITH_ACCOUNTS, others=403),
    own("/own-accounts/<uuid:account_id>", fill=OWN_ACCOUNT),
    own(
        "/own-accounts/<uuid:account_id>/postings.<any(csv, xlsx):form>",
        fill=OWN_ACCOUNT | CSV,
    ),
]
