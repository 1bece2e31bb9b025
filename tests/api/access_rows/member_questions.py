"""Who asks the organiser of a group buy, who reads the questions, who answers."""

from __future__ import annotations

from tests.api.access_rows.group_buys import GROUP_BUY, MEMBER, ORGANISER, SEES
from tests.api.access_table import Row, World

ONE = "/group-buy-questions/<uuid:question_id>"
ASKED = {"text": "May the contract begin in May?"}
SEEN = {"but": dict.fromkeys(SEES - ORGANISER, 403)}
NOT_ASKING = {"but": dict.fromkeys(SEES - MEMBER, 403)}
OWN = {"fill": {"question_id": "member_question_id"}}


def prepare(world: World) -> None:
    asked = world.actors["member"].post(f"/group-buys/{world['group_buy_id']}/questions", ASKED)
    assert asked.status_code == 201, asked.json
    world["member_question_id"] = asked.json["id"]


ROWS = [
    Row("POST", GROUP_BUY + "/questions", MEMBER, body=ASKED, **NOT_ASKING),
    Row("GET", GROUP_BUY + "/questions", SEES),
    Row("GET", ONE, SEES, **OWN),
    Row("POST", ONE + "/answer", ORGANISER, body={"answer": "It may."}, **OWN, **SEEN),
]
