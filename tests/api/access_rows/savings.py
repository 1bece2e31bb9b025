"""Who reads savings: everybody the published, a member its own; nobody another's document."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.models import Line
from tests.api.access_rows.rfqs import MEMBER, ORGANISER, locked
from tests.api.access_table import EVERYBODY, MEMBERS, OVERSEERS, Row, World
from tests.factories.delivered import upload

PRESENT = "/lines/<uuid:line_id>/present-contract"
OF_LINE: dict[str, Any] = {"fill": {"line_id": "own_line_id"}}


def prepare(world: World) -> None:
    """A line of the member's with a present contract, documented."""
    member, group_buy = world.actors["member"], locked(world)
    with world.database.unit_of_work() as session:
        line = session.scalars(sa.select(Line).where(Line.group_buy_id == group_buy.id)).one()
        line.present_monthly_minor = 3_000_000
        world["own_line_id"] = line.id
    world["saving_id"] = group_buy.id
    path = f"/lines/{world['own_line_id']}/present-contract/evidence"
    assert member.post(path, json=evidence(world)).status_code == 200


def evidence(world: World) -> dict[str, Any]:
    return {"evidence_id": upload(world.actors["member"])}


ROWS = [
    Row("GET", "/published-savings", EVERYBODY),
    Row(
        "GET",
        "/group-buys/<uuid:group_buy_id>/savings",
        ORGANISER | MEMBER | OVERSEERS,
        fill={"group_buy_id": "saving_id"},
    ),
    Row("GET", "/savings", MEMBERS, 403),
    Row("GET", PRESENT, MEMBER, **OF_LINE),
    Row("POST", PRESENT + "/evidence", MEMBER, body=evidence, **OF_LINE),
    Row("GET", PRESENT + "/evidence", MEMBER, **OF_LINE),
]
