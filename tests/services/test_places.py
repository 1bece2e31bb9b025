"""A waiting company takes the place of a declined line of the same row."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.domain.lives import WaitingState
from marketplace.models import Line, Notification, WaitingEntry
from marketplace.services.check_awards import AWARD_RULES
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_invariants import check_invariants
from tests.factories.archives import ready, ready_company
from tests.factories.contracting import printed, sign
from tests.factories.demand import a_line
from tests.factories.findings import NOT_INTERNAL
from tests.factories.kept import kept
from tests.factories.waiting import Waited

STATED = {
    name: a_line()[name]
    for name in (
        "purpose",
        "users",
        "a_end",
        "z_end",
        "internal_only",
        "internet_breakout",
        "voice",
        "z_registration_number",
        "z_share_bps",
    )
}
"What a member says of the use of its line"


@kept
def waited(people, clock):
    return Waited(people, clock)


def test_the_place_is_taken_at_the_same_carrier_and_price(waited, session):
    declined = waited.decline()

    offer = waited.waiting[0].get(waited.path()).json
    placed = waited.take().json

    assert offer["price_minor"] == placed["price_minor"] == declined["price_minor"]
    assert placed["carrier"]["id"] == str(waited.carriers[0].id)
    assert (placed["acceptance"], placed["placed"], placed["reference"]) == (
        "accepted",
        True,
        "W0001",
    )
    line = session.get_one(Line, UUID(placed["line_id"]))
    assert (line.member_id, line.mbps, line.wanted_on) == (
        waited.waiting[0].id,
        80,
        date(2034, 1, 1),
    )
    assert session.get_one(WaitingEntry, waited.entries[0]).state == WaitingState.PLACED


def test_the_place_counts_as_accepted_and_is_contracted(waited, session):
    waited.decline()
    waited.take()

    waited.settle()

    assert waited.state() == "awarded"
    (contract,) = waited.waiting[0].get("/contracts").json
    assert contract["total_minor"] == 24_100_000
    rules = {rule.rule for rule in (*AWARD_RULES, *CONTRACT_RULES)}
    found = check_invariants(session, only=[waited.id])
    assert [violation for violation in found if violation.rule in rules] == []


def test_who_signs_for_a_late_line_is_asked_what_joining_and_the_lock_ask(waited, people):
    waited.decline()
    waited.take()
    waited.settle()
    member, carrier = waited.waiting[0], waited.carriers[0]
    (contract,) = member.get("/contracts").json
    ready_company(people.database, member)
    printed(carrier, contract["id"])

    refused = sign(member, contract["id"])

    said = {error["finding"]["rule"] for error in refused.json["errors"]}
    assert refused.status_code == 409 and {"USE-05", "BUY-06", "USE-01"} <= said


def test_a_late_line_with_everything_in_place_is_signed_for(people, clock):
    market = Waited(people, clock, STATED)
    market.decline()
    market.take()
    market.settle()
    member, carrier = market.waiting[0], market.carriers[0]
    (contract,) = member.get("/contracts").json
    ready(people.database, member)
    printed(carrier, contract["id"])

    signed = sign(member, contract["id"])

    assert signed.status_code == 200, signed.json


def test_a_place_is_refused_to_a_line_that_no_rule_lets_join(people, clock, session):
    market = Waited(people, clock, STATED | NOT_INTERNAL)
    market.decline()

    refused = market.take()

    assert (refused.status_code, refused.json["code"]) == (409, "stopped_by_rules")
    assert session.get_one(WaitingEntry, market.entries[0]).state == WaitingState.WAITING


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


def test_a_member_that_thinks_better_of_it_keeps_its_place_until_it_is_taken(waited):
    line = waited.decline()
    again = f"/award-lines/{line['id']}/accept"

    assert waited.members[0].post(again).status_code == 200
    assert waited.take().json["code"] == "place_gone"
    waited.decline()
    assert waited.take().status_code == 200
    assert waited.members[0].post(again).json["code"] == "place_taken"


@pytest.mark.parametrize(("microseconds", "status"), [(-1, 200), (0, 409)])
def test_a_place_is_taken_only_before_the_window_closes(waited, clock, microseconds, status):
    waited.decline()
    due = datetime.fromisoformat(waited.award_["acceptance_due_at"])
    clock.freeze(due + timedelta(microseconds=microseconds))

    assert waited.take().status_code == status


def test_a_place_is_the_waiting_companys_alone(waited, people):
    waited.decline()
    others = [waited.members[0], waited.park, waited.carriers[0], people.enterprise(waited.park)]

    assert {who.post(waited.path()).status_code for who in others} <= {403, 404}
    assert {who.get(waited.path()).status_code for who in others} <= {403, 404}
