"""Findings: whose they are, decisions on them, the second pair of eyes, figures, duties."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.db.session import MARKET_NOW
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.verdicts import Verdict, standing
from marketplace.models import AuditEntry, FindingDecision, KeptFinding, Notification
from marketplace.services.find_findings import standing_column
from marketplace.services.verify_audit import verify_audit
from tests.factories.demand import Market, a_line
from tests.factories.findings import UNRELATED, confirm, decide, findings, one, rejected
from tests.factories.kept import kept


@kept
def held(people):
    """A market, its member, and the finding that holds the member's line."""
    market = Market(people)
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    return market, member, one(member, "BUY-06")


def test_a_finding_says_what_why_from_which_law_and_where_to_mend_it(held):
    _, member, found = held

    shown = member.get(f"/findings/{found['id']}").json

    said = shown["says"][0]
    assert said["messages"]["zh"] and said["messages"]["en"] and "#f-lines-0-" in said["link"]
    assert shown["sources"][0]["zh"].startswith("《") and shown["sources"][0]["evidence"] == "S"
    assert {"name", "label", "value"} == shown["facts"][0].keys()


def test_another_company_sees_nothing_of_it(held, people):
    market, _, found = held
    stranger = market.member()

    assert stranger.get(f"/findings/{found['id']}").status_code == 404
    assert findings(stranger) == [] and findings(market.park, rule="BUY-06") == []


def test_a_refused_hold_stays_stopped_and_its_owner_is_told(held, people, database):
    _, member, found = held

    assert decide(people.reviewer(), found, "refuse").json["standing"] == "refused"

    told = sa.select(Notification.path).where(
        Notification.user_id == member.identity.user_id, Notification.event == "finding_decided"
    )
    with database.single_statements() as session:
        assert session.scalars(told).all() == [f"/findings/{found['id']}"]
    assert member.get(f"/findings/{found['id']}").json["decisions"][0]["reason"]


def test_a_later_decision_takes_the_place_of_an_earlier_one(held, people):
    reviewer = people.reviewer()

    decide(reviewer, held[2], "refuse")

    assert decide(reviewer, held[2]).json["standing"] == "allowed"
    assert len(reviewer.get(f"/findings/{held[2]['id']}").json["decisions"]) == 2


def test_nobody_confirms_their_own_decision(people):
    market = Market(people)
    found = rejected(market, market.member())
    first, second = people.reviewer(), people.reviewer()
    decide(first, found)

    assert confirm(first, found).json["code"] == "second_reviewer_needed"
    assert decide(second, found).json["code"] == "confirmation_waiting"
    assert confirm(second, found, "refuse").json["standing"] == "refused"
    assert confirm(second, found).json["code"] == "nothing_to_confirm"


def test_a_decision_wants_a_reason(held, people):
    answer = decide(people.reviewer(), held[2], reason=" ")

    assert answer.status_code == 422 and answer.json["errors"][0]["pointer"] == "/reason"


def test_what_is_met_or_warned_is_not_decided(held, people):
    met = one(people.reviewer(), "USE-01", organisation_id=held[1].id)

    assert decide(people.reviewer(), met).json["code"] == "finding_not_stopping"


def test_an_older_finding_is_not_decided(held, people):
    market, member, found = held
    stay = member.get(f"{market.path}/participation")
    line = market.shown(member, [a_line(id=stay.json["lines"][0]["id"], z_relation="parent")])
    path = f"{market.path}/participation"
    assert member.put(path, {"lines": line}, etag=stay.headers["ETag"]).status_code == 200

    assert decide(people.reviewer(), found).json["code"] == "finding_superseded"


def test_two_reviewers_at_once_decide_one_after_the_other(people):
    market = Market(people)
    found = rejected(market, market.member())
    reviewers = [people.reviewer(), people.reviewer()]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda who: decide(who, found), reviewers))

    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_the_same_decision_sent_twice_is_kept_once(held, people):
    reviewer, path = people.reviewer(), f"/findings/{held[2]['id']}/decisions"
    body, key = {"verdict": "allow", "reason": "x"}, {"Idempotency-Key": "again-and-again"}

    once, again = (reviewer.post(path, json=body, headers=key) for _ in range(2))

    assert once.json == again.json
    assert len(again.json["decisions"]) == 1


def test_findings_and_decisions_are_never_changed(held, database):
    for table in ("findings", "finding_decisions", "duties_done"):
        with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
            session.execute(sa.text(f"DELETE FROM {table}"))


def test_the_audit_log_holds_what_was_asked_and_decided(held, people, database):
    market, _, found = held
    decide(people.reviewer(), found)

    with database.unit_of_work() as session:
        entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.chain == market.id)).all()
        assert not verify_audit(session).findings
    joined = next(one for one in entries if one.event == "join")
    decided = next(one for one in entries if one.subject == "finding")
    assert joined.facts["asked"]["outcomes"]["hold"] == 3 and joined.facts["asked"]["sha256"]
    assert (decided.event, decided.to_state, decided.facts["rule"]) == (
        "decide",
        "allowed",
        "BUY-06",
    )


def test_the_queue_filters_and_orders(held, people):
    reviewer = people.reviewer()
    market, member, _ = held
    rejected(market, member)
    mine = {"organisation_id": member.id}

    by_risk = findings(reviewer, order="risk", **mine)

    assert [f["outcome"] for f in by_risk][:2] == ["reject", "hold"]
    assert {f["gate"] for f in findings(reviewer, gate="join", **mine)} == {"join"}
    assert {f["standing"] for f in findings(reviewer, standing="held", **mine)} == {"held"}


def test_figures_count_what_waits_and_how_long_decisions_took(held, people, clock):
    reviewer = people.reviewer()
    before = reviewer.get("/finding-figures").json
    clock.advance(hours=5)

    decide(reviewer, held[2])
    after = reviewer.get("/finding-figures").json

    assert after["waiting"] == before["waiting"] - 1
    assert after["decided"] == before["decided"] + 1
    assert sum(day["decided"] for day in after["per_day"]) == after["decided"]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("verdict", [None, *Verdict])
@pytest.mark.parametrize("second", [None, *Verdict])
def test_sql_and_domain_agree_where_a_finding_stands(people, database, outcome, verdict, second):
    if verdict is None and second is not None:
        return
    first, other = people.reviewer(), people.reviewer()
    with database.unit_of_work() as session:
        finding = a_finding(first, outcome)
        session.add(finding)
        session.flush()
        decided = verdict and a_decision(finding, first, verdict)
        session.add_all([decided] if decided else [])
        session.flush()
        if second:
            more = {"confirms_id": decided.id, "first_by": decided.decided_by}
            session.add(a_decision(finding, other, second, **more))
            session.flush()
        query = sa.select(standing_column()).where(KeptFinding.id == finding.id)

        assert session.scalar(query) == standing(outcome, verdict, second)


def a_finding(owner, outcome):
    return KeptFinding(
        subject="organisation",
        subject_id=owner.id,
        organisation_id=owner.id,
        gate="enrol",
        code="BUY-02",
        version=1,
        outcome=outcome,
        says=[],
        facts={},
        kind="CompanyFacts",
        path="/account",
        fingerprint=str(owner.id),
        asked_at=MARKET_NOW - timedelta(hours=1),
    )


def a_decision(finding, who, verdict, **more):
    return FindingDecision(
        finding_id=finding.id,
        fingerprint=finding.fingerprint,
        verdict=verdict,
        reason="x",
        decided_at=MARKET_NOW,
        decided_by=who.identity.user_id,
        **more,
    )


def test_duties_come_by_urgency_and_move_on_once_done(people):
    operator = people.operator()
    duties = operator.get("/duties").json
    dated = [duty["due_on"] for duty in duties if duty["due_on"]]
    assert dated == sorted(dated)
    today = people.reviewer().get("/duties").json[0]["due_on"]

    done = operator.post("/duties/PLAT-04/done", json={"done_on": today, "note": "checked"})

    assert done.status_code == 201
    again = {duty["code"]: duty for duty in operator.get("/duties").json}["PLAT-04"]
    assert again["last"]["note"] == "checked" and again["due_on"] > today


def test_a_duty_is_not_done_tomorrow_and_an_unknown_one_not_at_all(people):
    operator = people.operator()

    tomorrow = operator.post("/duties/PLAT-04/done", json={"done_on": "2099-01-01", "note": "x"})

    assert tomorrow.json["errors"][0]["code"] == "day_to_come"
    unknown = operator.post("/duties/NONE-1/done", json={"done_on": "2026-01-01", "note": "x"})
    assert unknown.status_code == 404
