"""Who reads of payments: operator and observer; only the operator asks for anything."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import PaymentCheck, StripeEvent
from tests.api.access_rows.ledger import reads
from tests.api.access_table import Row, World

OPERATOR = frozenset({"operator"})
CHECK, EVENT = "/payments/checks/<uuid:check_id>", "/payments/events/<string:event_id>/process"


def prepare(world: World) -> None:
    """A comparison that has ended, and an event that is done with."""
    with world.database.unit_of_work() as session:
        now = session.scalar(sa.select(sa.func.clock_timestamp()))
        check = PaymentCheck(since=now, reread=False, ended_at=now, outcome="agreed")
        event = {"id": "evt_rows", "type": "t", "object_kind": "k", "object_id": "o"}
        marks = {"outcome": "noted", "processed_at": now, "livemode": False}
        session.add(check)
        session.execute(sa.delete(PaymentCheck).where(PaymentCheck.outcome.is_(None)))
        if session.get(StripeEvent, "evt_rows") is None:
            session.add(StripeEvent(**event, **marks, happened_at=now, body=b""))
        session.flush()
        world["payment_check_id"], world["event_id"] = check.id, "evt_rows"


ROWS = [
    reads("/payments"),
    reads("/payments/checks"),
    Row("POST", "/payments/checks", OPERATOR, others=403),
    reads(CHECK, fill={"check_id": "payment_check_id"}),
    reads("/payments/events"),
    Row("POST", EVENT, OPERATOR, others=403),
]
