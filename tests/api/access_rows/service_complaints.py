"""Who complains, who answers, who reads: the member; carrier and organiser; overseers read."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.contracts import WATCHERS
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER
from tests.api.access_table import SIGNED_IN, Row, World
from tests.factories.delivered import upload

PARTIES = MEMBER | INVITED | ORGANISER | WATCHERS.keys()
ADDRESSEES = INVITED | ORGANISER
OF_MEMBER: dict[str, Any] = {"but": WATCHERS | dict.fromkeys(ADDRESSEES, 403)}
ONE = "/service-complaints/<uuid:complaint_id>"


def complaint(world: World) -> dict[str, Any]:
    return {
        "group_buy_id": str(world["installing_id"]),
        "contract_line_id": world["contract_line_id"],
        "to_carrier": True,
        "category": "delivery",
        "subject": "Late",
        "text": "Where is my line?",
    }


def filed(world: World) -> dict[str, Any]:
    member = world.actors["member"]
    body = complaint(world) | {"evidence_id": upload(member)}
    answer = member.post("/service-complaints", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json


def answered(world: World) -> str:
    """A fresh complaint with its answer."""
    found = filed(world)["id"]
    world.actors["carrier"].post(f"/service-complaints/{found}/answer", json={"text": "Soon."})
    return found


def prepare(world: World) -> None:
    world["complaint_id"] = filed(world)["id"]
    for act in ("reopen", "close", "escalate"):
        world[f"to_{act}_id"] = answered(world)


def of(act: str) -> dict[str, Any]:
    return OF_MEMBER | {"fill": {"complaint_id": f"to_{act}_id"}}


ROWS = [
    Row("GET", "/service-complaints", SIGNED_IN),
    Row("POST", "/service-complaints", MEMBER, body=complaint),
    Row("GET", ONE, PARTIES),
    Row("POST", ONE + "/answer", ADDRESSEES, body={"text": "x"}, but=WATCHERS | {"member": 403}),
    Row("POST", ONE + "/reopen", MEMBER, body={"text": "x"}, **of("reopen")),
    Row("POST", ONE + "/close", MEMBER, **of("close")),
    Row("POST", ONE + "/escalate", MEMBER, **of("escalate")),
    Row(
        "GET",
        ONE + "/words/<int:number>/evidence",
        PARTIES,
        fill={"number": lambda _world: "1"},
    ),
]
