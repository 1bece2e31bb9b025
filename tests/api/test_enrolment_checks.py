"""A reviewer's checks of enrolment files: append-only, of the file as it stood."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.db.session import now_of
from marketplace.domain.working_days import local_day
from marketplace.models import AuditEntry, EnrolmentCheck
from tests.factories.enrolling import (
    WELL,
    check,
    codes,
    complete,
    confirm,
    keep,
    missing,
    newcomer_of,
    path_of,
)
from tests.factories.findings import rules_in
from tests.factories.uploads import upload


@pytest.fixture
def reviewer(people):
    return people.reviewer()


@pytest.fixture
def newcomer(people):
    return newcomer_of(people)


def test_a_check_is_recorded_once_and_stands_beside_those_before(newcomer, reviewer):
    complete(newcomer)
    body = {"file_version": 1} | WELL
    key = {"Idempotency-Key": str(uuid4())}

    first = reviewer.post(f"{path_of(newcomer)}/checks", body, headers=key)
    again = reviewer.post(f"{path_of(newcomer)}/checks", body, headers=key)
    check(reviewer, newcomer)
    later = check(reviewer, newcomer, registry_status="abnormal")

    assert (first.status_code, again.json) == (201, first.json)
    kept = reviewer.get(f"{path_of(newcomer)}/checks").json["checks"]
    assert [one["registry_status"] for one in kept] == ["abnormal", "active"]
    assert later.json["check"]["registry_checked_on"] == kept[0]["registry_checked_on"]


@pytest.mark.parametrize(
    ("found", "pointer", "code"),
    [
        ({"identity_how": None}, "/identity_how", "field_required"),
        ({"registry_status": None, "registry_checked_on": "2026-01-01"}, "/registry_status", None),
        ({"registry_checked_on": "2199-01-01"}, "/registry_checked_on", "day_to_come"),
        ({"risk_found": True}, "/risk_note", "field_required"),
        ({"registry_status": "fine"}, "/registry_status", "choice"),
        ({"registry_evidence_id": str(uuid4())}, "/registry_evidence_id", "file_unknown"),
    ],
)
def test_a_check_that_does_not_go_together_is_told_by_field(
    newcomer, reviewer, found, pointer, code
):
    complete(newcomer)

    ((said, why),) = codes(check(reviewer, newcomer, **found))

    assert said == pointer and why == (code or "field_required")


def test_nobody_is_verified_before_the_file_names_somebody(newcomer, reviewer):
    assert codes(check(reviewer, newcomer)) == [
        ("/identity_verified", "check_of_nobody"),
        ("/phone_verified", "check_of_no_phone"),
    ]


def test_a_check_of_an_older_file_is_refused(newcomer, reviewer):
    complete(newcomer)
    seen = reviewer.get(path_of(newcomer)).json["version"]
    keep(newcomer, agent_name="王示例")

    late = reviewer.post(f"{path_of(newcomer)}/checks", {"file_version": seen} | WELL)

    assert (late.status_code, late.json["code"]) == (409, "stale")


def test_another_person_wants_another_check_and_another_paper_does_not(newcomer, reviewer):
    complete(newcomer)
    check(reviewer, newcomer)
    keep(newcomer, state_owned=False, business_licence_id=upload(newcomer))
    assert missing(newcomer) == set()

    changed = keep(newcomer, agent_name="王示例").json

    assert changed["persons_changed"] and missing(newcomer) == {"agent_verified", "agent_phone"}
    assert rules_in(confirm(reviewer, newcomer)) == {"BUY-01"}


def test_the_company_reads_what_counts_and_no_note(newcomer, reviewer):
    complete(newcomer)
    check(reviewer, newcomer, risk_found=True, risk_note="某名单")

    seen = newcomer.get(path_of(newcomer))

    assert seen.json["check"]["risk_found"] is True and "某名单" not in seen.text
    assert "risk_note" not in seen.json["check"] and "reviewer" not in seen.json["check"]
    assert newcomer.get(f"{path_of(newcomer)}/checks").status_code == 403


def test_the_database_keeps_checks_as_they_are(newcomer, reviewer, database):
    complete(newcomer)
    check(reviewer, newcomer)
    own = EnrolmentCheck.organisation_id == newcomer.id

    for change in (
        sa.update(EnrolmentCheck).where(own).values(risk_found=True, risk_note="x"),
        sa.delete(EnrolmentCheck).where(own),
    ):
        with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
            session.execute(change)


def test_the_audit_log_tells_who_kept_and_checked_what(newcomer, reviewer, database):
    complete(newcomer)
    check(reviewer, newcomer, risk_found=True, risk_note="某名单")

    query = sa.select(AuditEntry).where(AuditEntry.chain == str(newcomer.id))
    with database.single_statements() as session:
        told = {(row.subject, row.event): row for row in session.scalars(query)}
    assert "agent_phone" in told["enrolment", "keep"].facts["changed"]
    assert told["enrolment_check", "check"].actor_id == reviewer.identity.user_id
    assert "某名单" not in json.dumps(told["enrolment_check", "check"].facts, ensure_ascii=False)


def test_a_day_that_is_left_out_is_today(newcomer, reviewer, database):
    complete(newcomer)

    found = check(reviewer, newcomer).json["check"]

    with database.single_statements() as session:
        today = local_day(now_of(session)).isoformat()
    assert found["identity_checked_on"] == found["registry_checked_on"] == today
