"""At each gate up to the lock: a reject stops, a hold waits, a warning shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import (
    LineUse,
    Organisation,
)
from marketplace.services.ask_changed import find_changed_stays
from tests.factories.archives import ready
from tests.factories.demand import Market, a_line
from tests.factories.findings import (
    NOT_INTERNAL,
    ORGAN,
    UNRELATED,
    applicant,
    change,
    confirm,
    decide,
    findings,
    kept,
    lock_now,
    one,
    rejected,
    rules_in,
)
from tests.factories.kept import kept as made_once

ASK_CHANGED = [one for one in DEADLINES if one.what == "ask_changed"]


@made_once
def market(people):
    return Market(people)


# Enrolment


def test_enrolment_stops_at_a_reject(people):
    reviewer = people.reviewer()
    company = applicant(people, people.park())
    change(people, Organisation, Organisation.id == company.id, uscc="91310115AAAAAAAAA0")

    answer = reviewer.post(f"/organisations/{company.id}/confirm")

    assert answer.status_code == 409 and answer.json["code"] == "stopped_by_rules"
    assert rules_in(answer) == {"BUY-02"}
    assert one(company, "BUY-02")["standing"] == "rejected"


def test_enrolment_waits_for_a_held_company_and_goes_on_once_decided(people):
    reviewer = people.reviewer()
    company = applicant(people, people.park(), ORGAN)
    path = f"/organisations/{company.id}/confirm"

    assert rules_in(reviewer.post(path)) == {"BUY-03"}
    assert decide(reviewer, one(reviewer, "BUY-03", organisation_id=company.id)).json[
        "standing"
    ] == ("allowed")
    assert reviewer.post(path).json["state"] == "confirmed"


# Joining


def test_a_reject_stops_the_join_with_all_that_is_missing_at_once(market):
    line = a_line(**NOT_INTERNAL, voice="public_network", z_end="public_platform")

    answer = market.join(market.member(), a_line(), line)

    assert answer.status_code == 409
    assert rules_in(answer) == {"USE-01", "USE-03", "USE-08"}
    first = answer.json["errors"][0]
    assert first["pointer"].startswith("/lines/1/") and first["messages"].keys() == {"zh", "en"}
    assert first["finding"]["link"].startswith(f"{market.path}/lines#f-lines-1-")


def test_a_hold_lets_the_join_through_and_waits(market, people):
    member = market.member()

    assert market.join(member, a_line(**UNRELATED)).status_code == 201

    assert one(member, "BUY-06")["standing"] == "held"
    assert "BUY-06" in {f["rule"] for f in findings(people.reviewer(), standing="held")}


def test_a_warning_only_shows(market):
    member = market.member()

    assert market.join(member, a_line(voice="internal")).status_code == 201

    assert one(member, "USE-08")["standing"] == "warned"


def test_a_change_is_asked_too(market):
    member = market.member()
    market.join(member)
    stay = member.get(f"{market.path}/participation")
    line = market.shown(member, [a_line(**NOT_INTERNAL)])

    answer = member.put(f"{market.path}/participation", {"lines": line}, etag=stay.headers["ETag"])

    assert rules_in(answer) == {"USE-01"}


def test_the_same_request_again_keeps_no_second_finding(market):
    member = market.member()

    rejected(market, member)
    rejected(market, member)

    assert len(kept(market, "USE-01")) == 1


def test_an_overturned_reject_lets_the_same_line_join(market, people):
    member = market.member()
    found = rejected(market, member)
    first, second = people.reviewer(), people.reviewer()

    assert decide(first, found).json["standing"] == "second"
    assert market.join(member, a_line(**NOT_INTERNAL)).status_code == 409
    assert confirm(second, found).json["standing"] == "allowed"

    assert market.join(member, a_line(**NOT_INTERNAL)).status_code == 201
    assert market.join(market.member(), a_line(**NOT_INTERNAL)).status_code == 409


# The lock


def test_the_lock_releases_lines_that_are_held_and_keeps_the_others(market, clock):
    held, clean = market.member(), market.member()
    market.join(held, a_line(), a_line(**UNRELATED))
    market.join(clean)

    locked = lock_now(market, clock)

    assert (locked.state, locked.pooled_lines, locked.pooled_mbps) == ("locked", 2, 200)
    states = [line["state"] for line in held.get(f"{market.path}/participation").json["lines"]]
    assert states == ["pooled", "released"]


def test_the_lock_keeps_a_line_whose_hold_was_decided(market, people, clock):
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    decide(people.reviewer(), one(member, "BUY-06"), reason="the old facts")
    ready(people.database, member)

    # The evidence came after the decision: other facts, so it is held anew.
    assert lock_now(market, clock).state == "failed"


def test_a_decision_on_the_facts_of_the_lock_stands(market, people, clock):
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    again = market.shown(member, [a_line(**UNRELATED)])
    stay = member.get(f"{market.path}/participation")
    again[0]["id"] = stay.json["lines"][0]["id"]
    path = f"{market.path}/participation"
    assert member.put(path, {"lines": again}, etag=stay.headers["ETag"]).status_code == 200
    found = one(member, "BUY-06")
    assert {f["name"]: f["value"] for f in found["facts"]}["evidence"] is True
    decide(people.reviewer(), found)

    assert lock_now(market, clock).state == "locked"


def test_without_a_commitment_letter_no_line_is_locked(market, clock):
    market.ready = False
    member = market.member()
    market.join(member)

    assert lock_now(market, clock).state == "failed"
    assert one(member, "USE-05")["standing"] == "rejected"


def test_two_carriers_leave_together_at_the_lock(market, people, clock):
    member, other = market.member(), market.member()
    market.join(member, a_line(protection="two_carriers"))
    market.join(other)
    first = member.get(f"{market.path}/participation").json["lines"][0]
    change(people, LineUse, LineUse.line_id == first["id"], purpose="other")

    assert lock_now(market, clock).pooled_lines == 1


# One visit


def test_a_member_learns_in_one_visit_all_that_is_missing_for_the_lock(market, people, clock):
    market.ready = False
    member = market.member()
    market.join(member)

    missing = member.post(f"{market.path}/participation/findings").json
    said = {f["rule"]: [one["mends"] for one in f["says"]] for f in missing}

    assert {"BUY-05", "BUY-06", "USE-02", "USE-04", "USE-05"} <= said.keys()
    assert "business_licence" in said["USE-04"] and "staff" in said["USE-04"]
    ready(people.database, member)
    assert member.post(f"{market.path}/participation/findings").json == []
    assert lock_now(market, clock).state == "locked"


def test_what_a_member_mends_is_asked_again_by_itself(market, people, clock):
    market.ready = False
    member = market.member()
    market.join(member)
    assert one(member, "BUY-06", group_buy_id=market.id)["standing"] == "held"
    clock.advance(seconds=1)
    ready(people.database, member)

    sweep_deadlines(people.app.extensions["marketplace"], ASK_CHANGED)

    assert one(member, "BUY-06", group_buy_id=market.id)["standing"] == "met"
    with people.database.single_statements() as session:
        stay = member.get(f"{market.path}/participation").json["id"]
        assert UUID(stay) not in find_changed_stays(session)


def test_the_sweep_tells_members_in_time_what_holds_their_lines_up(market, people, clock):
    market.ready = False
    member = market.member()
    market.join(member)
    locks_at = datetime.fromisoformat(member.get(market.path).json["locks_at"])
    clock.freeze(locks_at - timedelta(days=2))
    due = [one for one in DEADLINES if one.what == "ask_before_lock"]

    for _ in range(2):
        sweep_deadlines(people.app.extensions["marketplace"], due)

    told = [n for n in member.get("/notifications").json if n["event"] == "mend_before_lock"]
    assert len(told) == 1 and told[0]["path"] == f"/group-buys/{market.id}/lines"
