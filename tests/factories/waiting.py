"""Companies that wait for a place in a market whose window is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.db.session import now_of
from marketplace.domain.lives import WaitingState
from marketplace.domain.products import Product, Protection
from marketplace.models import Corridor, ReferencePrice, WaitingEntry
from tests.factories.locked import LIST_MINOR
from tests.factories.people import Actor, People
from tests.factories.short import Short

LINE = {
    "label": "late",
    "corridor": "SHA-HKG",
    "product": "IPLC",
    "mbps": 80,
    "term_months": 12,
    "protection": "none",
    "interface": "1000BASE-T",
    "availability_bps": 9990,
    "rtt_limit_us": None,
    "mttr_hours": None,
    "wanted_on": "2034-01-01",
    "a_building": "临港新片区环湖西二路 888 号",
    "a_room": "5 楼",
    "z_city": "Hong Kong",
    "z_address": "2 Harbour Road",
    "z_occupant": "Late Ltd",
    "z_relation": "subsidiary",
    "own_limit_minor": None,
    "present_monthly_minor": None,
    "present_exit_minor": None,
    "present_ends_on": None,
}


def add_reference(session: Session, group_buy_id: UUID) -> None:
    """The reference row of 100 Mbps IPLC to Hong Kong, which the factories' lines take."""
    session.add(ReferencePrice(group_buy_id=group_buy_id, price_minor=LIST_MINOR, **_row(session)))


def add_entry(
    session: Session, group_buy_id: UUID, company: Actor, line: dict[str, Any], at: int = 0
) -> UUID:
    """The company waits with this line, so many seconds after the first."""
    row = _row(session)
    entry = WaitingEntry(
        id=uuid4(),
        group_buy_id=group_buy_id,
        member_id=company.id,
        state=WaitingState.WAITING,
        row_mbps=row.pop("mbps"),
        mbps=line["mbps"],
        line=line,
        waiting_at=now_of(session) + timedelta(seconds=at),
        waiting_by=company.identity.user_id,
        **{name: value for name, value in row.items() if name != "row_id"},
    )
    session.add(entry)
    return entry.id


def _row(session: Session) -> dict[str, Any]:
    corridor = session.scalars(sa.select(Corridor.id).where(Corridor.code == "SHA-HKG")).one()
    return {
        "corridor_id": corridor,
        "product": Product.IPLC,
        "term_months": 12,
        "protection": Protection.NONE,
        "mbps": 100,
        "row_id": uuid4(),
    }


class Waited(Short):
    """A market in which all but the first member accepted; companies wait with their `wishes`."""

    def __init__(self, people: People, clock: Any, *wishes: dict[str, Any]) -> None:
        super().__init__(people, clock)
        wanted = wishes or ({},)
        self.waiting = [people.enterprise(self.park) for _ in wanted]
        with people.database.unit_of_work() as session:
            add_reference(session, self.id)
            self.entries = [
                add_entry(session, self.id, company, LINE | wish, at)
                for at, (company, wish) in enumerate(zip(self.waiting, wanted, strict=True))
            ]
        self.accept(1, 2, 3)

    def decline(self, at: int = 0) -> dict[str, Any]:
        (line,) = self.lines(at)
        answer = self.members[at].post(f"/award-lines/{line['id']}/decline")
        assert answer.status_code == 200, answer.json
        return line

    def path(self, at: int = 0) -> str:
        return f"/group-buys/{self.id}/waiting-entries/{self.entries[at]}/place"

    def take(self, at: int = 0) -> TestResponse:
        return self.waiting[at].post(self.path(at))
