"""Who may read, sign and deliver on a service contract: its two parties; overseers read."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.quotes import all_actors
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import SIGNED_IN, Row, World
from tests.factories.locked import Awarded

WATCHERS = {"observer": 403, "reviewer": 403}
CONTRACT = "/contracts/<uuid:contract_id>"


def prepare(world: World) -> None:
    """One contract to sign, and a signed one with its line."""
    signed = in_force(world)
    world["contract_id"], world["signed_id"] = contract(world)["id"], signed["id"]
    world["line_id"] = signed["lines"][0]["id"]


def in_force(world: World) -> dict[str, Any]:
    """A contract that both have signed."""
    drawn = contract(world)["id"]
    for party in ("member", "carrier"):
        answer = world.actors[party].post(f"/contracts/{drawn}/sign")
        assert answer.status_code == 200, answer.json
    return dict(answer.json)


def contract(world: World) -> dict[str, str]:
    return Awarded(world.people, None, [{}], **all_actors(world)).contracts()[0]


def today(world: World) -> dict[str, str]:
    return {"live_on": world.actors["member"].get("/clock").json["now"][:10]}


ROWS = [
    Row("GET", "/contracts", SIGNED_IN),
    Row("GET", CONTRACT, MEMBER | INVITED | WATCHERS.keys()),
    Row("POST", CONTRACT + "/sign", MEMBER | INVITED, but=WATCHERS),
    Row(
        "POST",
        CONTRACT + "/lines/<uuid:line_id>/report-live",
        INVITED,
        but=WATCHERS | {"member": 403},
        body=today,
        fill={"contract_id": "signed_id"},
    ),
]
