"""Who may upload evidence: whoever has something to prove; reviewers what they looked up."""

from __future__ import annotations

from tests.api.access_table import CARRIERS, MEMBERS, PARKS, Row

ROWS = [Row("POST", "/files", MEMBERS | PARKS | CARRIERS | {"reviewer"}, 403)]
