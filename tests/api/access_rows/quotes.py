"""Who may open the quotes and who reads them: organiser, overseers, bidders."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.models import Quote
from tests.api.access_rows.rfqs import INVITED, ORGANISER, never_invited, own_actors
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.locked import Due, Opened

READERS = ORGANISER | {"observer", "reviewer"}
RFQ = "/rfqs/<uuid:rfq_id>"
OPENED: dict[str, Any] = {"fill": {"rfq_id": "opened_rfq_id"}}


def all_actors(world: World) -> dict[str, Any]:
    """With the world's carrier, the cheaper of two."""
    return own_actors(world) | {"carriers": [world.actors["carrier"], world.people.carrier()]}


def prepare(world: World) -> None:
    due = Due(world.people, None, [{}], **all_actors(world))
    opened = Opened(world.people, None, [{}], **all_actors(world))
    world["due_rfq_id"], world["opened_rfq_id"] = due.rfq["id"], opened.rfq["id"]
    for rfq_id in (due.rfq["id"], opened.rfq["id"]):
        never_invited(world, rfq_id)
    with world.database.single_statements() as session:
        cheaper = sa.select(Quote.id).where(
            Quote.rfq_id == opened.rfq["id"], Quote.carrier_id == world.actors["carrier"].id
        )
        world["quote_id"] = session.scalars(cheaper).one()


ROWS = [
    Row(
        "POST",
        RFQ + "/open",
        ORGANISER,
        but=dict.fromkeys(OVERSEERS, 403),
        fill={"rfq_id": "due_rfq_id"},
    ),
    Row("GET", RFQ + "/quote", INVITED, **OPENED),
    Row("GET", "/quote-statement", SIGNED_IN),
    Row("GET", RFQ + "/quotes", READERS | INVITED, **OPENED),
    Row("GET", "/quotes/<uuid:quote_id>/prices", READERS | INVITED),
]
