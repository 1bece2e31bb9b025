"""Who may do what with RFQs and their lines: the organiser, the invited, members, overseers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.models import QuoteDraft, SealedQuote
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.locked import Locked, a_quote

ORGANISER, MEMBER, INVITED = (frozenset({r}) for r in ("park_manager", "member", "carrier"))
RFQ = "/rfqs/<uuid:rfq_id>"


def own_actors(world: World) -> dict[str, Any]:
    """The world's park and its member, for the factories of what comes after the lock."""
    return {"park": world.actors["park_manager"], "companies": [world.actors["member"]]}


def locked(world: World) -> Locked:
    return Locked(world.people, [{}], **own_actors(world))


def never_invited(world: World, rfq_id: UUID | str) -> None:
    """Take back the foreign carrier's invitation: an RFQ invites every licensed carrier."""
    foreign = world.actors["foreign_carrier"].id
    with world.database.unit_of_work() as session:
        for kind in (QuoteDraft, SealedQuote):
            theirs = kind.rfq_id == rfq_id, kind.carrier_id == foreign
            session.execute(sa.delete(kind).where(*theirs))


def prepare(world: World) -> None:
    world["locked_id"] = locked(world).id
    world["rfq_id"] = locked(world).issue()["id"]
    never_invited(world, world["rfq_id"])


def due_time(world: World) -> dict[str, Any]:
    with world.database.single_statements() as session:
        return {"quotes_due_at": (now_of(session) + timedelta(days=9)).isoformat()}


ROWS = [
    Row(
        "POST",
        "/group-buys/<uuid:group_buy_id>/rfqs",
        ORGANISER,
        body=due_time,
        but=dict.fromkeys(OVERSEERS, 403),
        fill={"group_buy_id": "locked_id"},
    ),
    Row("GET", "/rfqs", SIGNED_IN),
    Row("GET", RFQ, ORGANISER | MEMBER | INVITED | OVERSEERS),
    Row("GET", RFQ + "/lines", ORGANISER | INVITED | OVERSEERS),
    Row("GET", RFQ + "/lines.csv", ORGANISER | INVITED | OVERSEERS),
    Row("GET", RFQ + "/lines.xlsx", ORGANISER | INVITED | OVERSEERS),
    Row("PUT", RFQ + "/quote", INVITED, body=a_quote()),
    Row("DELETE", RFQ + "/quote", INVITED),
    Row("GET", RFQ + "/rate-card.csv", INVITED),
    Row("GET", RFQ + "/rate-card.xlsx", INVITED),
    Row("POST", RFQ + "/rate-card", INVITED),
]
