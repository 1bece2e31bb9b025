"""The waiting list: from the lock on, by row and in order, ended with the group buy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.lives import WaitingState
from marketplace.models import Notification, WaitingEntry
from marketplace.services.lock_demand import lock_demand
from marketplace.services.wind_up import ended_with_waiting, wind_up_ended
from tests.factories.demand import Market, a_line
from tests.factories.findings import NOT_INTERNAL, UNRELATED, one
from tests.factories.kept import kept


class Waiting(Market):
    """A park's group buy with one member, locked."""

    def __init__(self, people, clock):
        super().__init__(people)
        self.clock = clock
        self.joined = self.member()
        self.join(self.joined, a_line(mbps=100))
        clock.freeze(datetime.fromisoformat(self.park.get(self.path).json["locks_at"]))
        with people.database.unit_of_work() as session:
            lock_demand(session, group_buy_id=UUID(self.id), now=now_of(session))

    def wait(self, company=None, **line):
        company = company or self.member()
        self.clock.advance(seconds=1)
        body = {"line": a_line(**line)}
        return company.post(f"{self.path}/waiting-entries", json=body)

    def places(self, company):
        listed = company.get(f"{self.path}/waiting-entries")
        assert listed.status_code == 200, listed.json
        return [(one["entry"]["label"], one["place"]) for one in listed.json]


@kept
def market(people, clock):
    return Waiting(people, clock)


def test_a_late_company_waits_with_the_row_its_line_takes(market):
    made = market.wait(mbps=11)

    assert (made.status_code, made.json["state"]) == (201, "waiting")
    assert (made.json["mbps"], made.json["row_mbps"]) == (11, 100)
    assert made.headers["ETag"] and made.headers["Location"].endswith(made.json["id"])


def test_nobody_waits_before_the_lock(people):
    market = Market(people)

    refused = market.member().post(f"{market.path}/waiting-entries", json={"line": a_line()})

    assert (refused.status_code, refused.json["code"]) == (409, "waiting_not_open")


def test_who_has_joined_does_not_wait(market):
    refused = market.wait(market.joined)

    assert (refused.status_code, refused.json["code"]) == (409, "joined_do_not_wait")


def test_a_line_without_a_list_price_does_not_wait(market):
    refused = market.wait(mbps=501)

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/line/mbps"


def test_a_line_that_no_rule_lets_join_does_not_wait_either(market):
    company = market.member()

    refused = market.wait(company, **NOT_INTERNAL)

    assert (refused.status_code, refused.json["code"]) == (409, "stopped_by_rules")
    assert {e["pointer"].split("/")[1] for e in refused.json["errors"]} == {"line"}
    assert market.places(company) == []
    assert one(company, "USE-01")["subject"] == "wish"


def test_what_only_holds_may_wait(market):
    assert market.wait(**UNRELATED).status_code == 201


def test_two_carriers_do_not_wait_as_one(market):
    refused = market.wait(protection="two_carriers")

    assert refused.json["errors"][0]["code"] == "waiting_no_pair"


def test_companies_of_elsewhere_do_not_wait(people, market):
    stranger = people.enterprise(people.park())

    assert market.wait(stranger).status_code == 404


def test_the_organiser_reads_the_whole_list_in_order_and_by_row(market):
    for mbps in (100, 10, 90):
        market.wait(mbps=mbps, label=str(mbps))

    assert market.places(market.park) == [("100", 1), ("10", 1), ("90", 2)]
    named = market.park.get(f"{market.path}/waiting-entries").json
    assert all(one["member"]["name_en"] for one in named)


def test_a_company_reads_its_own_lines_and_its_place_only_behind_three_others(market):
    companies = [market.member() for _ in range(4)]
    for company in companies:
        market.wait(company)

    assert [market.places(one) for one in companies] == [
        [("HQ to HK", None)],
        [("HQ to HK", None)],
        [("HQ to HK", None)],
        [("HQ to HK", 4)],
    ]
    seen = companies[0].get(f"{market.path}/waiting-entries").json
    assert seen[0]["member"] is None


def test_several_lines_of_one_company_ahead_are_one_company(market):
    first, second = market.member(), market.member()
    for _ in range(3):
        market.wait(first)
    market.wait(second)

    assert market.places(second) == [("HQ to HK", None)]


def test_a_company_withdraws_what_it_saw(market):
    company = market.member()
    made = market.wait(company)
    path = f"{market.path}/waiting-entries/{made.json['id']}"

    assert company.delete(path).status_code == 428
    gone = company.delete(path, etag=made.headers["ETag"])
    again = company.delete(path, etag=gone.headers["ETag"])

    assert (gone.status_code, gone.json["state"]) == (200, "withdrawn")
    assert (again.status_code, again.json["code"]) == (409, "illegal_move")


def test_the_list_ends_with_the_group_buy_and_those_on_it_are_told(market, session):
    company = market.member()
    made = market.wait(company)

    market.park.post(f"{market.path}/cancel", json={"reason": "no longer wanted"})

    entry = session.get_one(WaitingEntry, UUID(made.json["id"]))
    assert entry.state == WaitingState.ENDED
    told = sa.select(Notification.event).where(
        Notification.user_id == company.identity.user_id,
        Notification.group_buy_id == UUID(market.id),
    )
    assert "group_buy_cancelled" in session.scalars(told).all()
    assert market.wait(market.member()).json["code"] == "waiting_not_open"


def test_the_sweep_ends_what_an_ending_left_waiting(market, session):
    made = market.wait()
    session.execute(
        sa.text("UPDATE group_buys SET state = 'failed' WHERE id = :id"), {"id": market.id}
    )

    assert UUID(market.id) in ended_with_waiting(session)
    wind_up_ended(session, group_buy_id=UUID(market.id), now=now_of(session))

    session.flush()
    assert session.get_one(WaitingEntry, UUID(made.json["id"])).state == WaitingState.ENDED
    assert UUID(market.id) not in ended_with_waiting(session)


def test_a_company_waits_with_at_most_twenty_lines(market, database):
    company = market.member()
    made = market.wait(company)
    with database.unit_of_work() as session:
        entry = session.get_one(WaitingEntry, UUID(made.json["id"]))
        copied = {c.name: getattr(entry, c.name) for c in WaitingEntry.__table__.columns}
        rows = [copied | {"id": uuid4()} for _ in range(19)]
        session.execute(sa.insert(WaitingEntry.__table__), rows)

    assert market.wait(company).json["code"] == "waiting_full"
