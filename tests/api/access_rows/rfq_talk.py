"""Who asks, answers, amends, asks again, and allows the opening of too few quotes."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.rfqs import (
    INVITED,
    ORGANISER,
    RFQ,
    due_time,
    locked,
    never_invited,
)
from tests.api.access_table import OVERSEERS, Row, World

PARTY = ORGANISER | INVITED | OVERSEERS
OWN: dict[str, Any] = {"fill": {"rfq_id": "talk_rfq_id", "number": lambda _world: 1}}
SEEN = {"but": dict.fromkeys(OVERSEERS, 403)}
REVIEWER = frozenset({"reviewer"})
SEEN_BY_OTHERS = {"but": dict.fromkeys(ORGANISER | OVERSEERS - REVIEWER, 403)}
QUESTION = "/rfq-questions/<uuid:question_id>"
SAID = {"text": "Which riser?"}
WHY = {"reason": "Too few quotes."}


def prepare(world: World) -> None:
    rfq_id = locked(world).issue()["id"]
    never_invited(world, rfq_id)
    asked = world.actors["carrier"].post(f"/rfqs/{rfq_id}/questions", SAID)
    assert asked.status_code == 201, asked.json
    amended = world.actors["park_manager"].post(f"/rfqs/{rfq_id}/amendments", SAID)
    assert amended.status_code == 201, amended.json
    world["talk_rfq_id"], world["question_id"] = rfq_id, asked.json["id"]


def rerun_body(world: World) -> dict[str, Any]:
    return due_time(world) | WHY


ROWS = [
    Row("POST", RFQ + "/questions", INVITED, body=SAID, **OWN),
    Row("GET", RFQ + "/questions", PARTY, **OWN),
    Row("GET", QUESTION, PARTY),
    Row("POST", QUESTION + "/answer", ORGANISER, body={"answer": "The eastern one."}, **SEEN),
    Row("POST", RFQ + "/amendments", ORGANISER, body=SAID, **OWN, **SEEN),
    Row("GET", RFQ + "/amendments", PARTY, **OWN),
    Row("GET", RFQ + "/amendments/<int:number>", PARTY, **OWN),
    Row("POST", RFQ + "/rerun", ORGANISER, body=rerun_body, **OWN, **SEEN),
    Row("POST", RFQ + "/fail", ORGANISER, body=WHY, **OWN, **SEEN),
    Row("POST", RFQ + "/allow", REVIEWER, body=WHY, **OWN, **SEEN_BY_OTHERS),
]
