"""Who may open and fill the page of the own enrolment file, and record a check on one."""

from __future__ import annotations

from tests.api.access_rows.enrolments import (
    ENROLLING,
    FILE,
    LICENCE,
    READERS,
    REVIEWER,
    WHICH,
    check,
)
from tests.api.access_table import Row

PART = "/enrolment/<any(people,papers,buying,notice):part>"

ROWS = [
    Row("GET", "/enrolment", ENROLLING),
    Row(
        "POST",
        PART,
        ENROLLING,
        fill={"part": lambda _world: "buying"},
        body={"state_owned": "false", "version": "1"},
    ),
    Row("GET", FILE + "/files/" + WHICH, READERS, **LICENCE),
    Row("POST", FILE + "/checks", REVIEWER, but={"member": 403}, body=check),
]
