"""A waiting company takes the place of a declined line of the same row."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.lives import WaitingState
from marketplace.domain.products import Product, Protection
from marketplace.models import Corridor, Line, Notification, ReferencePrice, WaitingEntry
from marketplace.services.check_awards import AWARD_RULES
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_invariants import check_invariants
from tests.factories.locked import LIST_MINOR
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


class Waited(Short):
    """A market whose first member declined; companies wait in the order of their `wishes`."""

    def __init__(self, people, clock, *wishes, first=None):
        super().__init__(people, clock, first=first)
        self.waiting = [people.enterprise(self.park) for _ in wishes or ({},)]
        with people.database.unit_of_work() as session:
            session.add(self._reference(session))
            self.entries = [
                self._entry(session, company, LINE | wish, at)
                for at, (company, wish) in enumerate(
                    zip(self.waiting, wishes or ({},), strict=True)
                )
            ]
        self.accept(1, 2, 3)

    def decline(self, at=0):
        (line,) = self.lines(at)
        answer = self.members[at].post(f"/award-lines/{line['id']}/decline")
        assert answer.status_code == 200, answer.json
        return line

    def path(self, at=0):
        return f"/group-buys/{self.id}/waiting-entries/{self.entries[at]}/place"

    def take(self, at=0):
        return self.waiting[at].post(self.path(at))

    def _reference(self, session):
        return ReferencePrice(
            group_buy_id=self.id,
            corridor_id=self._corridor(session).id,
            product=Product.IPLC,
            term_months=12,
            protection=Protection.NONE,
            mbps=100,
            price_minor=LIST_MINOR,
            row_id=uuid4(),
        )

    def _corridor(self, session):
        return session.scalars(sa.select(Corridor).where(Corridor.code == "SHA-HKG")).one()

    def _entry(self, session, company, line, at):
        entry = WaitingEntry(
            id=uuid4(),
            group_buy_id=self.id,
            member_id=company.id,
            state=WaitingState.WAITING,
            corridor_id=self._corridor(session).id,
            product=Product.IPLC,
            term_months=12,
            protection=Protection.NONE,
            mbps=line["mbps"],
            row_mbps=100,
            line=line,
            waiting_at=now_of(session) + timedelta(seconds=at),
            waiting_by=company.identity.user_id,
        )
        session.add(entry)
        return entry.id


def test_the_place_is_taken_at_the_same_carrier_and_price(people, clock, session):
    market = Waited(people, clock)
    declined = market.decline()

    offer = market.waiting[0].get(market.path()).json
    placed = market.take().json

    assert offer["price_minor"] == placed["price_minor"] == declined["price_minor"]
    assert placed["carrier"]["id"] == str(market.carriers[0].id)
    assert (placed["acceptance"], placed["placed"], placed["reference"]) == (
        "accepted",
        True,
        "W0001",
    )
    line = session.get_one(Line, UUID(placed["line_id"]))
    assert (line.member_id, line.mbps, line.wanted_on) == (
        market.waiting[0].id,
        80,
        date(2034, 1, 1),
    )
    assert session.get_one(WaitingEntry, market.entries[0]).state == WaitingState.PLACED


def test_the_place_counts_as_accepted_and_is_contracted(people, clock, session):
    market = Waited(people, clock)
    market.decline()
    market.take()

    market.settle()

    assert market.state() == "awarded"
    (contract,) = market.waiting[0].get("/contracts").json
    assert contract["total_minor"] == 24_100_000
    rules = {rule.rule for rule in (*AWARD_RULES, *CONTRACT_RULES)}
    found = check_invariants(session, only=[market.id])
    assert [violation for violation in found if violation.rule in rules] == []


def test_the_first_in_line_is_told_and_comes_first(people, clock, session):
    market = Waited(people, clock, {}, {})
    market.decline()

    told = session.scalars(
        sa.select(Notification.user_id).where(
            Notification.group_buy_id == market.id, Notification.event == "place_free"
        )
    ).all()

    assert told == [market.waiting[0].identity.user_id]
    assert market.take(1).json["code"] == "place_gone"
    assert market.take(0).status_code == 200


def test_each_place_is_taken_once_by_who_comes_next(people, clock):
    market = Waited(people, clock, {}, {})
    market.decline(0)
    market.decline(1)

    taken = [market.take(at) for at in (1, 0)]

    assert [answer.status_code for answer in taken] == [200, 200]
    assert {answer.json["reference"] for answer in taken} == {"W0001", "W0002"}


@pytest.mark.parametrize(
    "wish",
    [
        {"own_limit_minor": 24_099_999},
        {"rtt_limit_us": 29_999},
        {"availability_bps": 9_991},
        {"wanted_on": "2026-01-01"},
    ],
)
def test_a_place_that_does_not_meet_the_demand_goes_to_the_next(people, clock, wish):
    market = Waited(people, clock, wish, {})
    market.decline()

    assert market.take(0).json["code"] == "place_gone"
    assert market.waiting[0].get(market.path(0)).status_code == 404
    assert market.take(1).status_code == 200


def test_a_member_that_thinks_better_of_it_keeps_its_place_until_it_is_taken(people, clock):
    market = Waited(people, clock)
    line = market.decline()
    again = f"/award-lines/{line['id']}/accept"

    assert market.members[0].post(again).status_code == 200
    assert market.take().json["code"] == "place_gone"
    market.decline()
    assert market.take().status_code == 200
    assert market.members[0].post(again).json["code"] == "place_taken"


@pytest.mark.parametrize(("microseconds", "status"), [(-1, 200), (0, 409)])
def test_a_place_is_taken_only_before_the_window_closes(people, clock, microseconds, status):
    market = Waited(people, clock)
    market.decline()
    due = datetime.fromisoformat(market.award_["acceptance_due_at"])
    clock.freeze(due + timedelta(microseconds=microseconds))

    assert market.take().status_code == status


def test_a_place_is_the_waiting_companys_alone(people, clock):
    market = Waited(people, clock)
    market.decline()
    others = [market.members[0], market.park, market.carriers[0], people.enterprise(market.park)]

    assert {who.post(market.path()).status_code for who in others} <= {403, 404}
    assert {who.get(market.path()).status_code for who in others} <= {403, 404}
