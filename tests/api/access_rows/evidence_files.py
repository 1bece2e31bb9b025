"""Who may upload evidence: whoever has something to prove; reviewers what they looked up.

A company that waits for its confirmation too: its enrolment file needs papers.
"""

from __future__ import annotations

from tests.api.access_table import CARRIERS, MEMBERS, PARKS, PENDING, Row

ROWS = [Row("POST", "/files", MEMBERS | PARKS | CARRIERS | PENDING | {"reviewer", "operator"}, 403)]
