"""Who compares scenarios, complains of an award, answers, and reads it."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.awards import AWARD, PARTIES, RFQ, SEEN, UNDECIDED
from tests.api.access_rows.quotes import READERS, all_actors
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER, never_invited
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.locked import Opened

ANSWERING = ORGANISER | {"reviewer"}
READING = PARTIES | OVERSEERS
NOTICED: dict[str, Any] = {
    "fill": {"award_id": "noticed_award_id", "complaint_id": "award_complaint_id"}
}
NO_PARTY = SEEN | {"park_manager": 403}
TEXT = {"text": "x"}
ANSWER = {"decision": "dismissed", "answer": "x", "effect": "none"}
ONE = "/award-complaints/<uuid:complaint_id>"


def prepare(world: World) -> None:
    """An award in its standstill with the member's complaint."""
    opened = Opened(world.people, None, [{}], **all_actors(world))
    never_invited(world, opened.rfq["id"])
    award_id = opened.award()["id"]
    member = world.actors["member"]
    world["noticed_award_id"] = award_id
    world["award_complaint_id"] = member.post(f"/awards/{award_id}/complaints", json=TEXT).json[
        "id"
    ]


ROWS = [
    Row("POST", RFQ + "/scenarios", ORGANISER, but=SEEN, **UNDECIDED),
    Row("GET", RFQ + "/scenarios", READERS, **UNDECIDED),
    Row("GET", "/solves/<uuid:solve_id>/fallbacks", READERS),
    Row("POST", "/solves/<uuid:solve_id>/fallbacks", ORGANISER, but=SEEN),
    Row("GET", "/notices", SIGNED_IN),
    Row("POST", AWARD + "/complaints", MEMBER | INVITED, but=NO_PARTY, body=TEXT, **NOTICED),
    Row("GET", AWARD + "/complaints", READING, **NOTICED),
    Row("GET", ONE, READING, **NOTICED),
    Row("POST", ONE + "/answer", ANSWERING, but={"observer": 403}, body=ANSWER, **NOTICED),
    Row("POST", ONE + "/withdraw", MEMBER, **NOTICED),
]
