"""Who may check a data export, and who may read it: the member itself; overseers read."""

from __future__ import annotations

from typing import Any

from tests.api.access_table import MEMBERS, SIGNED_IN, Row, World
from tests.factories.exported import FACTS, checked, printed

WATCHERS = {"observer": 403, "reviewer": 403}
READERS = MEMBERS | WATCHERS.keys()
OWN = frozenset({"member"})
CHECKS, EXPORTS = "/compliance/data-export-checks", "/compliance/data-exports"
ONE = EXPORTS + "/<uuid:export_id>"


def prepare(world: World) -> None:
    """A recorded check of the member, printed."""
    made = checked(world.actors["member"])
    world["check_id"], world["export_id"] = made["id"], made["export_id"]
    printed(world.app, made["id"])


def fresh_export(world: World) -> str:
    """Another export of the member: each may be ended once."""
    return str(checked(world.actors["member"])["export_id"])


def zh(_world: World) -> str:
    return "zh"


RECORD: dict[str, Any] = {"fill": {"language": zh}}
ROWS = [
    Row("GET", CHECKS, READERS, 403),
    Row("POST", CHECKS, MEMBERS, 403, body={"scenario": "x", "facts": FACTS}),
    Row("GET", CHECKS + "/<uuid:check_id>", OWN | WATCHERS.keys()),
    Row(
        "GET",
        CHECKS + "/<uuid:check_id>/record/<any(zh,en):language>",
        OWN | WATCHERS.keys(),
        **RECORD,
    ),
    Row("GET", EXPORTS, READERS, 403),
    Row("GET", ONE, OWN | WATCHERS.keys()),
    Row("DELETE", ONE, OWN, but=WATCHERS),
    Row("POST", ONE + "/counts", OWN, but=WATCHERS, body={"persons_since_january": 1}),
    Row("POST", ONE + "/filings", OWN, but=WATCHERS),
    Row("POST", ONE + "/end", OWN, but=WATCHERS, fill={"export_id": fresh_export}),
    Row("GET", "/compliance/negative-lists", SIGNED_IN),
]
