"""Who may read notifications: everybody its own."""

from __future__ import annotations

from uuid import uuid4

from marketplace.db.session import now_of
from marketplace.models import Notification
from tests.api.access_table import SIGNED_IN, Row, World


def prepare(world: World) -> None:
    with world.database.unit_of_work() as session:
        told = Notification(
            user_id=world.actors["member"].identity.user_id,
            event="group_buy_open",
            dedupe=str(uuid4()),
            path="/group-buys",
            params={"title_zh": "团购", "title_en": "Group buy"},
            created_at=now_of(session),
        )
        session.add(told)
        session.flush()
        world["notification_id"] = told.id


ROWS = [
    Row("GET", "/notifications", SIGNED_IN),
    Row("POST", "/notifications/read-all", SIGNED_IN),
    Row("POST", "/notifications/<uuid:notification_id>/read", frozenset({"member"})),
]
