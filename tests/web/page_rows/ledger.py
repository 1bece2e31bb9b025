"""Who may open the pages of the ledger."""

from __future__ import annotations

from tests.api.access_rows.ledger import ACCOUNT, ENTRY, reads

CSV = {"form": lambda world: "csv"}

ROWS = [
    reads("/ledger"),
    reads("/ledger/trial-balance.<any(csv, xlsx):form>", fill=CSV),
    reads("/ledger/accounts"),
    reads(ACCOUNT),
    reads(ACCOUNT + "/postings.<any(csv, xlsx):form>", fill=CSV),
    ENTRY,
]
