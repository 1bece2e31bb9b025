"""Who reads the screens at the opening, decides on them, and is heard."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.quotes import all_actors
from tests.api.access_rows.rfqs import ORGANISER, never_invited
from tests.api.access_table import SIGNED_IN, Row, World
from tests.factories.locked import Opened, a_quote

READING = frozenset({"reviewer", "observer"})
REVIEWER = frozenset({"reviewer"})
HIT, HEARING = "/screen-hits/<uuid:hit_id>", "/hearings/<uuid:hearing_id>"
DECISION = {"outcome": "upheld", "reason": "x"}
STATEMENT = {"statement": "x"}
HELD: dict[str, Any] = {"fill": {"rfq_id": "held_rfq_id"}}


def prepare(world: World) -> None:
    """Two equal quotes, whose hit holds the award; one of the bidders is asked about it."""
    held = Opened(world.people, None, [{}], quotes=[a_quote(), a_quote()], **all_actors(world))
    never_invited(world, held.rfq["id"])
    world["held_rfq_id"] = held.rfq["id"]
    reviewer = world.actors["reviewer"]
    (hit,) = reviewer.get(f"/screen-hits?rfq_id={held.rfq['id']}").json
    world["hit_id"] = hit["id"]
    asked = reviewer.post(f"/screen-hits/{hit['id']}/hearings", json=question(world, "carrier"))
    world["hearing_id"] = asked.json["id"]


def question(world: World, who: str = "carrier") -> dict[str, Any]:
    return {"carrier_id": str(world.actors[who].id), "question": "x"}


ROWS = [
    Row("GET", "/screen-hits", READING, others=403),
    Row("GET", HIT, READING, others=403),
    Row("POST", HIT + "/decisions", REVIEWER, others=403, body=DECISION),
    Row("POST", HIT + "/hearings", REVIEWER, others=403, body=question),
    Row("GET", "/hearings", SIGNED_IN),
    Row("GET", HEARING, READING | {"carrier"}),
    Row(
        "POST",
        HEARING + "/statement",
        frozenset({"carrier"}),
        but=dict.fromkeys(READING, 403),
        body=STATEMENT,
    ),
    Row("GET", "/rfqs/<uuid:rfq_id>/screen", ORGANISER | READING, **HELD),
]
