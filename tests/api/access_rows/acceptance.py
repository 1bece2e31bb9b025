"""Who sees and takes other quotes, confirms prices, and takes a place from the waiting list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marketplace.db.session import now_of
from marketplace.domain.lives import ConfirmationState
from marketplace.models import AwardConfirmation
from tests.api.access_rows.awards import AWARD, LINE, PARTIES
from tests.api.access_rows.quotes import READERS, all_actors
from tests.api.access_rows.rfqs import INVITED, MEMBER, never_invited
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.locked import Awarded
from tests.factories.waiting import LINE as WANTED
from tests.factories.waiting import add_entry, add_reference

CONFIRMATION = "/award-confirmations/<uuid:confirmation_id>"
PLACE = "/group-buys/<uuid:group_buy_id>/waiting-entries/<uuid:entry_id>/place"
FREE: dict[str, Any] = {
    "fill": {"group_buy_id": "declined_id", "entry_id": "first_in_line_id"},
    "but": dict.fromkeys(OVERSEERS | {"park_manager"}, 403),
}


def prepare(world: World) -> None:
    """A market in which a company declined, the member waits, and its carrier is asked."""
    actors = all_actors(world)
    declining = world.people.enterprise(world.actors["park_manager"])
    market = Awarded(world.people, None, [{}], **(actors | {"companies": [declining]}))
    never_invited(world, market.rfq["id"])
    declining.post(f"/award-lines/{market.line_of(declining)['id']}/decline")
    world["declined_id"] = market.id
    with world.database.unit_of_work() as session:
        add_reference(session, market.id)
        world["first_in_line_id"] = add_entry(session, market.id, world.actors["member"], WANTED)
        asked = AwardConfirmation(
            award_id=market.award_["id"],
            group_buy_id=market.id,
            carrier_id=world.actors["carrier"].id,
            state=ConfirmationState.PENDING,
            awarded_mbps=100,
            accepted_mbps=0,
            asked_at=now_of(session),
            due_at=now_of(session) + timedelta(days=2),
        )
        session.add(asked)
        session.flush()
        world["confirmation_id"] = asked.id


def other_carrier(world: World) -> str:
    """The carrier that quoted for the member's line beside the one that won it."""
    path = f"/award-lines/{world['award_line_id']}/quotes"
    quotes = world.actors["park_manager"].get(path).json
    return str(quotes[0]["carrier"]["id"] if quotes else world.actors["carrier"].id)


def choice(world: World) -> dict[str, Any]:
    return {"carrier_id": other_carrier(world)}


def answers(world: World) -> dict[str, Any]:
    return {"answers": [{"award_line_id": world["award_line_id"], "answer": "accept"}]}


ROWS = [
    Row("POST", AWARD + "/answers", MEMBER, body=answers),
    Row("GET", LINE + "/quotes", MEMBER | READERS),
    Row("POST", LINE + "/choose", MEMBER, body=choice),
    Row("GET", AWARD + "/firmness", PARTIES),
    Row("GET", "/award-confirmations", SIGNED_IN),
    Row("GET", CONFIRMATION, READERS | INVITED),
    Row("POST", CONFIRMATION + "/confirm", INVITED),
    Row("POST", CONFIRMATION + "/release", INVITED),
    Row("GET", PLACE, MEMBER, **FREE),
    Row("POST", PLACE, MEMBER, **FREE),
]
