"""What an organiser states before its group buy opens: all of it, in draft only, on record."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.models import AuditEntry, Organisation
from tests.factories.demand import Market
from tests.factories.findings import ORGAN, one
from tests.factories.kept import kept
from tests.factories.people import fresh_uscc
from tests.factories.statements import PLAIN, state
from tests.factories.uploads import upload

WARNED = {"state_owned": "PROC-02", "boycott_terms": "COMP-04"}
REJECTED = {
    "fiscal_funds": "PROC-03",
    "construction_project": "PROC-04",
    "hidden_rebate": "COMP-08",
    "beyond_line_purchase": "COMP-01",
    "member_exclusivity": "COMP-01",
    "names_a_supplier": "BID-19",
    "unequal_information": "BID-19",
}


@kept
def market(people):
    return Market(people)


@pytest.fixture
def draft(market):
    """Another draft of the market's park, its statement on record."""
    return market.draft()


def open_(market, draft):
    return market.park.post(f"/group-buys/{draft}/open")


def become_organ(people, market):
    with people.database.unit_of_work() as session:
        session.get_one(Organisation, market.park.id).uscc = fresh_uscc(ORGAN)


def test_nothing_is_answered_beforehand(market):
    made = market.park.post("/group-buys", market.terms()).json["id"]

    found = market.park.get(f"/group-buys/{made}/statement")

    assert found.headers["ETag"] == '"0"'
    assert {found.json[name] for name in PLAIN} == {None}


def test_without_a_statement_no_draft_opens(market):
    made = market.park.post("/group-buys", market.terms()).json["id"]

    answer = open_(market, made)

    assert (answer.status_code, answer.json["code"]) == (409, "statement_missing")


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_every_question_wants_an_answer(market, draft, name):
    rest = {one: said for one, said in PLAIN.items() if one != name}
    answer = market.park.put(f"/group-buys/{draft}/statement", rest, etag='"1"')

    assert [fault["pointer"] for fault in answer.json["errors"]] == [f"/{name}"]


def test_a_plain_statement_opens(market, draft):
    assert open_(market, draft).json["state"] == "open"
    asked = {"PROC-02", "PROC-03", "PROC-04", "BID-19", "COMP-01", "COMP-04", "COMP-07", "COMP-08"}
    assert {one(market.park, rule, group_buy_id=draft)["standing"] for rule in asked} == {"met"}


@pytest.mark.parametrize(("name", "rule"), REJECTED.items())
def test_what_a_rule_rejects_stops_the_opening_at_its_field(market, draft, name, rule):
    state(market.park, draft, **{name: True})

    answer = open_(market, draft)

    assert answer.status_code == 409
    (error,) = answer.json["errors"]
    assert error["finding"]["rule"] == rule
    assert error["finding"]["link"] == f"/group-buys/{draft}/statement#f-{name}"


@pytest.mark.parametrize(("name", "rule"), WARNED.items())
def test_what_a_rule_warns_of_opens(market, draft, name, rule):
    state(market.park, draft, **{name: True})

    assert open_(market, draft).status_code == 200
    assert one(market.park, rule, group_buy_id=draft)["standing"] == "warned"


def test_a_state_owned_organiser_with_its_approval_is_not_warned(market, draft):
    file_id = upload(market.park)
    state(market.park, draft, state_owned=True, approval_id=file_id)

    assert open_(market, draft).status_code == 200
    assert one(market.park, "PROC-02", group_buy_id=draft)["standing"] == "met"
    assert market.park.get(f"/group-buys/{draft}/statement/approval").status_code == 200


def test_a_file_of_others_is_no_approval(market, draft):
    answer = state(market.park, draft, approval_id=upload(market.member()))

    assert answer.json["errors"][0]["code"] == "file_unknown"


def test_a_public_body_designates_no_carrier(market, draft):
    state(market.park, draft, public_body=True, designated_carrier=True)

    rules = {error["finding"]["rule"] for error in open_(market, draft).json["errors"]}

    assert rules == {"COMP-07", "PROC-03"}


def test_a_state_organ_is_a_public_body_by_its_code(people, market, draft):
    become_organ(people, market)

    answer = state(market.park, draft, public_body=False)

    assert answer.json["errors"][0]["code"] == "organ_is_public"
    assert state(market.park, draft, public_body=True).status_code == 200


def test_a_statement_is_frozen_at_the_opening(market, draft):
    open_(market, draft)

    answer = state(market.park, draft, boycott_terms=True)

    assert (answer.status_code, answer.json["code"]) == (409, "group_buy_not_draft")


def test_the_same_statement_sent_twice_from_one_version_is_kept_once(market, draft):
    path = f"/group-buys/{draft}/statement"

    first, again = (market.park.put(path, PLAIN, etag='"1"') for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 412)
    assert market.park.put(path, PLAIN).status_code == 428


def test_each_version_is_on_record_with_who_and_when(market, draft, session):
    state(market.park, draft, boycott_terms=True)

    query = sa.select(AuditEntry).where(
        AuditEntry.subject == "organiser_statement", AuditEntry.subject_id == UUID(draft)
    )
    first, second = session.scalars(query.order_by(AuditEntry.seq))

    assert (first.facts["answers"]["boycott_terms"], second.facts["answers"]["boycott_terms"]) == (
        False,
        True,
    )
    assert second.actor_id == market.park.identity.user_id


def test_another_parks_draft_does_not_exist(people, market, draft):
    other = people.park()

    assert other.get(f"/group-buys/{draft}/statement").status_code == 404
    assert other.put(f"/group-buys/{draft}/statement", PLAIN, etag='"1"').status_code == 404


def test_a_member_reads_no_statement_of_its_park(market, draft):
    open_(market, draft)

    assert market.member().get(f"/group-buys/{draft}/statement").status_code == 403
