"""Who opens the questions to the organiser of a group buy, and sends their forms."""

from __future__ import annotations

from tests.api.access_rows.group_buys import GROUP_BUY, MEMBER, ORGANISER, SEES
from tests.api.access_rows.member_questions import ASKED, NOT_ASKING, OWN, SEEN
from tests.api.access_table import Row

QUESTIONS = GROUP_BUY + "/questions"
ROWS = [
    Row("GET", QUESTIONS, SEES),
    Row("POST", QUESTIONS, MEMBER, body=ASKED, **NOT_ASKING),
    Row(
        "POST",
        QUESTIONS + "/<uuid:question_id>",
        ORGANISER,
        body={"answer": "It may."},
        **OWN,
        **SEEN,
    ),
]
