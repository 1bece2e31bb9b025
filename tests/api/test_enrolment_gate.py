"""The gates of enrolment and joining: what a company states and a reviewer checked decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.jobs.sweep_deadlines import DEADLINES
from marketplace.models import KeptFinding
from tests.factories.demand import Market, a_line
from tests.factories.enrolling import (
    check,
    complete,
    confirm,
    keep,
    missing,
    newcomer_of,
    path_of,
)
from tests.factories.findings import decide, lock_now, one, rules_in
from tests.factories.sweeping import sweep_market
from tests.factories.uploads import upload
from tests.factories.visitors import Visitor


@pytest.fixture
def reviewer(people):
    return people.reviewer()


@pytest.fixture
def newcomer(people):
    return newcomer_of(people)


def test_an_empty_file_stops_the_confirmation_with_all_that_is_missing(newcomer, reviewer):
    stopped = confirm(reviewer, newcomer)

    assert stopped.status_code == 409 and stopped.json["code"] == "stopped_by_rules"
    assert rules_in(stopped) == {"BUY-01", "BUY-04", "BUY-08", "BUY-11", "PLAT-10"}
    links = {e["finding"]["mends"]: e["finding"]["link"] for e in stopped.json["errors"]}
    assert links["business_licence"] == "/enrolment#f-business_licence_id"
    assert links["agent_verified"] == f"/organisations/{newcomer.id}#f-identity_verified"


def test_a_complete_and_checked_file_is_confirmed(newcomer, reviewer):
    complete(newcomer)
    assert check(reviewer, newcomer).status_code == 201

    assert newcomer.get(path_of(newcomer)).json["missing"] == []
    assert confirm(reviewer, newcomer).json["state"] == "confirmed"


def test_the_company_sees_in_one_visit_what_is_missing_and_who_mends_it(newcomer):
    seen = newcomer.get(path_of(newcomer)).json["missing"]

    links = {said["link"].split("#")[0] for said in seen}
    assert links == {"/enrolment", f"/organisations/{newcomer.id}"}
    assert {"legal_representative", "state_owned", "fiscal_funds", "registry_status"} <= {
        said["mends"] for said in seen
    }


@pytest.mark.parametrize(
    ("changes", "found", "rule"),
    [
        ({"business_licence_id": None}, {}, "BUY-01"),
        ({"authorisation_letter_id": None}, {}, "BUY-08"),
        ({}, {"identity_verified": False}, "BUY-01"),
        ({}, {"phone_verified": None}, "BUY-01"),
        ({}, {"registry_status": "abnormal"}, "BUY-04"),
        ({}, {"registry_status": "closed"}, "BUY-04"),
        ({}, {"risk_found": True, "risk_note": "名单"}, "BUY-11"),
        ({}, {"risk_found": None}, "BUY-11"),
    ],
)
def test_each_thing_that_is_not_well_stops_the_confirmation(
    newcomer, reviewer, changes, found, rule
):
    complete(newcomer)
    if changes:
        keep(newcomer, **changes)
    check(reviewer, newcomer, **found)

    assert rules_in(confirm(reviewer, newcomer)) == {rule}


def test_a_look_into_the_register_grows_old(newcomer, reviewer, clock):
    complete(newcomer)
    check(reviewer, newcomer)
    clock.freeze(clock.now() + timedelta(days=91))

    assert rules_in(confirm(reviewer, newcomer)) == {"BUY-04"}


def test_a_held_company_is_confirmed_once_a_reviewer_decided(newcomer, reviewer):
    complete(newcomer)
    check(reviewer, newcomer, registry_status="abnormal")
    confirm(reviewer, newcomer)

    decide(reviewer, one(reviewer, "BUY-04", organisation_id=newcomer.id))

    assert missing(newcomer) == set()
    assert confirm(reviewer, newcomer).json["state"] == "confirmed"


def test_carriers_are_asked_the_same_and_parks_have_no_file(people, reviewer):
    carrier = people.carrier((), confirmed=False, enrolled=False)
    park = people.park(confirmed=False)

    assert "BUY-01" in rules_in(confirm(reviewer, carrier))
    assert not missing(carrier) & {"state_owned", "fiscal_funds"}
    assert confirm(reviewer, park).json["state"] == "confirmed"
    assert park.get(path_of(park)).status_code == reviewer.get(path_of(park)).status_code == 404


# Joining


def test_fiscal_funds_stop_a_join_with_one_word_for_all_lines(people):
    market = Market(people)
    member = market.member()
    keep(member, fiscal_funds=True)

    stopped = market.join(member, a_line(), a_line(label="second"))

    assert stopped.status_code == 409 and rules_in(stopped) == {"PROC-03b"}
    (fault,) = stopped.json["errors"]
    assert fault["finding"]["link"] == "/enrolment#f-fiscal_funds"


def test_a_state_owned_member_without_approval_is_warned_and_joins(people):
    market = Market(people)
    member = market.member()
    keep(member, state_owned=True)

    assert market.join(member).status_code == 201
    assert one(member, "PROC-02b")["standing"] == "warned"
    keep(member, internal_approval_id=upload(member))
    market.join(member)

    assert member.post(f"{market.path}/participation/findings").json == []
    assert one(member, "PROC-02b")["standing"] == "met"


def test_a_member_that_said_nothing_waits_and_leaves_with_all_lines_at_the_lock(people, clock):
    market = Market(people)
    silent, other = people.enterprise(market.park, enrolled=False), market.member()
    market.join(silent, a_line(), a_line(label="second"))
    market.join(other)

    assert one(silent, "PROC-03b")["standing"] == "held"
    assert lock_now(market, clock).pooled_lines == 1


def test_a_member_that_says_it_in_time_stays(people, clock):
    market = Market(people)
    member = people.enterprise(market.park, enrolled=False)
    market.join(member)
    keep(member, fiscal_funds=False, state_owned=False)

    assert lock_now(market, clock).state == "locked"


def test_the_sweep_asks_again_what_a_company_said_since(people):
    market = Market(people)
    member = people.enterprise(market.park, enrolled=False)
    market.join(member)
    keep(member, fiscal_funds=False, state_owned=False)

    sweep_market(people.app, market.id, [due for due in DEADLINES if due.what == "ask_changed"])

    assert one(member, "PROC-03b")["standing"] == "met"


def test_a_reviewer_sees_the_papers_of_the_file_beside_the_finding(newcomer, people, reviewer):
    complete(newcomer)
    check(reviewer, newcomer, registry_status="abnormal", registry_evidence_id=upload(reviewer))
    confirm(reviewer, newcomer)
    found = one(reviewer, "BUY-04", organisation_id=newcomer.id)

    page = Visitor(reviewer).get(f"/findings/{found['id']}")

    assert page.text.count("<iframe") == 3


def test_findings_of_a_stay_go_with_it(people, database):
    market = Market(people)
    member = people.enterprise(market.park, enrolled=False)
    market.join(member)
    stay = member.get(f"{market.path}/participation")
    left = member.delete(f"{market.path}/participation", etag=stay.headers["ETag"])

    assert left.status_code == 200
    assert member.get("/findings?rule=PROC-03b").json == []
    with database.single_statements() as session:
        kept = sa.select(KeptFinding).where(KeptFinding.organisation_id == member.id)
        assert session.scalars(kept.where(KeptFinding.code == "PROC-03b")).all()
