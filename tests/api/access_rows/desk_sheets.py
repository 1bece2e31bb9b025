"""Who may take the lists of the desks as a sheet: those who may ask for the list."""

from __future__ import annotations

from tests.api.access_rows.screens import READING
from tests.api.access_table import CARRIERS, MEMBERS, OVERSEERS, SIGNED_IN, Row

CSV = {"form": lambda _world: "csv"}
FORM = ".<any(csv, xlsx):form>"

PARTIES = MEMBERS | CARRIERS | OVERSEERS
ROWS = [
    Row("GET", f"/organisations{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/audit-entries{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/licences{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/contracts{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/service-complaints{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/findings{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/duties{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/screen-hits{FORM}", READING, others=403, fill=CSV),
    Row("GET", f"/deposits{FORM}", MEMBERS | OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/deposit-claims{FORM}", PARTIES, others=403, fill=CSV),
]
