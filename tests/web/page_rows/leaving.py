"""Who may open the page of leaving, record that another left, and see what goes when."""

from __future__ import annotations

from tests.api.access_rows.leaving import ORGANISATION
from tests.api.access_table import CARRIERS, MEMBERS, OVERSEERS, PARKS, Row

PARTIES = MEMBERS | PARKS | CARRIERS

ROWS = [
    Row("GET", "/account/leave", PARTIES, 403),
    # Not confirmed: whoever may leave is asked again and stays.
    Row("POST", "/account/leave", PARTIES, 403),
    Row(
        "POST",
        ORGANISATION + "/leave",
        frozenset({"operator"}),
        but={"member": 403, "reviewer": 403, "observer": 403},
        body={"reason": "x"},
    ),
    Row("GET", "/retention", OVERSEERS, 403),
]
