"""Who may open the page of the platform itself, state it, and download what it shows."""

from __future__ import annotations

from tests.api.access_rows.platform import OPERATOR
from tests.api.access_table import EVERYBODY, OVERSEERS, Row

SHOWN = "/platform/files/<any(business_licence,service_agreement):which>"

ROWS = [
    Row("GET", "/platform", OVERSEERS, others=403),
    Row("POST", "/platform", OPERATOR, others=403, body={"version": "0"}),
    Row("GET", SHOWN, EVERYBODY, fill={"which": lambda _world: "business_licence"}),
]
