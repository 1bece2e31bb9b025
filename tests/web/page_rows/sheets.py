"""Who may take the lists of the desks as a sheet: those who may open the list."""

from __future__ import annotations

from tests.api.access_rows.desk_sheets import PARTIES
from tests.api.access_rows.screens import HELD, READING
from tests.api.access_table import MEMBERS, OVERSEERS, SIGNED_IN, Row

CSV = {"form": lambda _world: "csv"}
FORM = ".<any(csv, xlsx):form>"

ROWS = [
    Row("GET", f"/organisations/organisations{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/audit/audit{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/licences/licences{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/contracts/contracts{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/complaints/complaints{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/findings/findings{FORM}", SIGNED_IN, fill=CSV),
    Row("GET", f"/duties/duties{FORM}", OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/mails/mails{FORM}", frozenset({"operator"}), others=403, fill=CSV),
    Row("GET", f"/screens/screens{FORM}", READING, others=403, fill=CSV),
    Row("GET", f"/rfqs/<uuid:rfq_id>/screen{FORM}", READING, others=403, fill=CSV | HELD["fill"]),
    Row("GET", f"/deposits/deposits{FORM}", MEMBERS | OVERSEERS, others=403, fill=CSV),
    Row("GET", f"/deposit-claims/deposit-claims{FORM}", PARTIES, others=403, fill=CSV),
]
