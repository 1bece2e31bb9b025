"""Who may open the pages of the ledger."""

from __future__ import annotations

from tests.api.access_rows.ledger import ACCOUNT, CORRECT, ENTRY, reads, reads_account

CSV = {"form": lambda world: "csv"}
OWN = {"account_id": "ledger_account_id"}

ROWS = [
    reads("/ledger"),
    reads("/ledger/trial-balance.<any(csv, xlsx):form>", fill=CSV),
    reads("/ledger/accounts"),
    reads_account(),
    reads(ACCOUNT + "/postings.<any(csv, xlsx):form>", fill=CSV | OWN),
    CORRECT,
    ENTRY,
]
