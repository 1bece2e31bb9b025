"""Who reads findings of the rules, decides on them, and keeps the operator's duties."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.archives import far_end_evidence, ready_lines
from tests.factories.demand import Market, a_line
from tests.factories.findings import UNRELATED, decide, one, rejected

READING = frozenset({"reviewer", "observer"})
REVIEWER, OPERATOR = frozenset({"reviewer"}), frozenset({"operator"})
FINDING = "/findings/<uuid:finding_id>"
STAY = "/group-buys/<uuid:group_buy_id>/participation"
ASKED: Any = {"group_buy_id": "asked_buy_id"}
SEEN = dict.fromkeys(OVERSEERS | {"park_manager"}, 403)
DECISION = {"verdict": "refuse", "reason": "x"}
DONE = {"done_on": "2026-01-01", "note": "x"}


class OfThePark(Market):
    """A group buy in the park of the table's actors."""

    def __init__(self, world: World) -> None:
        self.people, self.park = world.people, world.actors["park_manager"]
        self.carrier = world.actors["carrier"]
        self.id = self.draft()
        self.path = f"/group-buys/{self.id}"
        opened = self.park.post(f"{self.path}/open")
        assert opened.status_code == 200, opened.json


def prepare(world: World) -> None:
    """A member's line that is held, and one that was rejected and overturned by one reviewer."""
    market, member = OfThePark(world), world.actors["member"]
    rejected_finding = rejected(market, member)
    market.join(member, a_line(**UNRELATED))
    world["finding_id"] = one(member, "BUY-06", group_buy_id=market.id)["id"]
    ready_lines(world.people.database, member, UUID(market.id))
    world["beside_id"] = str(far_end_evidence(world.people.database, UUID(market.id)))
    world["asked_buy_id"] = market.id
    world["overturned_id"] = rejected_finding["id"]
    decide(world.people.reviewer(), rejected_finding)


ROWS = [
    Row("GET", "/findings", SIGNED_IN),
    Row("GET", FINDING, READING | {"member"}),
    Row("POST", FINDING + "/decisions", REVIEWER, others=403, body=DECISION),
    Row(
        "POST",
        FINDING + "/confirmations",
        REVIEWER,
        others=403,
        body=DECISION,
        fill={"finding_id": "overturned_id"},
    ),
    Row("POST", STAY + "/findings", frozenset({"member"}), but=SEEN, fill=ASKED),
    Row("GET", "/finding-figures", READING, others=403),
    Row("GET", "/duties", OVERSEERS, others=403),
    Row(
        "POST",
        "/duties/<code>/done",
        OPERATOR,
        others=403,
        body=DONE,
        fill={"code": lambda world: "PLAT-04"},
    ),
]
