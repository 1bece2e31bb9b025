"""Who opens the pages of questions, amendments, re-runs and leaves, and sends their forms."""

from __future__ import annotations

from tests.api.access_rows.rfq_talk import (
    OWN,
    PARTY,
    REVIEWER,
    SAID,
    SEEN,
    SEEN_BY_OTHERS,
    WHY,
    rerun_body,
)
from tests.api.access_rows.rfqs import INVITED, ORGANISER, RFQ
from tests.api.access_table import Row

ROWS = [
    Row("GET", RFQ + "/questions", PARTY, **OWN),
    Row("POST", RFQ + "/questions", INVITED, body=SAID, **OWN),
    Row(
        "POST",
        RFQ + "/questions/<uuid:question_id>",
        ORGANISER,
        body={"answer": "The eastern one."},
        **OWN,
        **SEEN,
    ),
    Row("GET", RFQ + "/amend", ORGANISER, **OWN, **SEEN),
    Row("POST", RFQ + "/amend", ORGANISER, body=SAID | {"version": 2}, **OWN, **SEEN),
    Row("GET", RFQ + "/rerun", ORGANISER, **OWN, **SEEN),
    Row("POST", RFQ + "/rerun", ORGANISER, body=rerun_body, **OWN, **SEEN),
    Row("GET", RFQ + "/end", ORGANISER, **OWN, **SEEN),
    Row("POST", RFQ + "/end", ORGANISER, body=WHY, **OWN, **SEEN),
    Row("GET", RFQ + "/allow", REVIEWER, **OWN, **SEEN_BY_OTHERS),
    Row("POST", RFQ + "/allow", REVIEWER, body=WHY, **OWN, **SEEN_BY_OTHERS),
]
