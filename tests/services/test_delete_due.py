"""What its term has run out for is deleted, nothing earlier; deals and the audit log stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.errors import Conflict
from marketplace.models import (
    ApiToken,
    AuditEntry,
    DataExportCheck,
    Enrolment,
    EnrolmentCheck,
    KeptFinding,
    LoginFailure,
    Organisation,
    Reading,
    StoredFile,
    User,
)
from marketplace.services.delete_due import delete_due, require_deletable
from marketplace.services.note_reading import note_reading
from tests.factories.enrolling import check, complete, confirm, newcomer_of
from tests.factories.exported import checked

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.fixture
def member(people, clock):
    clock.freeze(NOW)
    return people.enterprise(people.park())


def swept(database, clock, at):
    clock.freeze(at)
    with database.unit_of_work() as session:
        return delete_due(session)


def there(database, model, **columns):
    with database.unit_of_work() as session:
        return session.scalars(sa.select(model).filter_by(**columns)).all()


def test_failed_log_ins_are_network_logs_kept_for_six_months(database, clock):
    clock.freeze(NOW)
    email = f"{uuid4().hex}@example.com"
    with database.unit_of_work() as session:
        session.add(LoginFailure(email=email, address="x", at=NOW))

    swept(database, clock, datetime(2027, 5, 27, 15, tzinfo=UTC))
    assert there(database, LoginFailure, email=email)
    swept(database, clock, datetime(2027, 5, 27, 16, tzinfo=UTC))
    assert not there(database, LoginFailure, email=email)


def test_tokens_go_six_months_after_they_ended(database, clock, member):
    made = {"email": member.email, "password": "correct horse battery staple", "name": "t"}
    token = member.post("/tokens", made | {"scopes": ["read"], "days": 1}).json["id"]

    swept(database, clock, NOW + timedelta(days=150))
    assert there(database, ApiToken, id=token)
    swept(database, clock, NOW + timedelta(days=190))
    assert not there(database, ApiToken, id=token)


def refused(people, reviewer):
    applicant = people.enterprise(people.park(), confirmed=False)
    answer = reviewer.post(f"/organisations/{applicant.id}/refuse", {"reason": "no"})
    assert answer.status_code == 200, answer.json
    return applicant


def test_a_refused_enrolment_goes_after_six_months_with_its_users(database, clock, people):
    clock.freeze(NOW)
    applicant = refused(people, people.reviewer())

    swept(database, clock, NOW + timedelta(days=180))
    assert there(database, User, organisation_id=applicant.id)
    swept(database, clock, NOW + timedelta(days=182))

    assert not there(database, Organisation, id=applicant.id)
    assert not there(database, User, organisation_id=applicant.id)
    kept = there(database, AuditEntry, subject_id=applicant.id)
    assert {"refuse", "erase"} <= {entry.event for entry in kept}


def test_of_a_refused_company_that_a_finding_names_the_people_and_the_file_go(
    database, clock, people
):
    clock.freeze(NOW)
    reviewer, applicant = people.reviewer(), newcomer_of(people)
    complete(applicant)
    check(reviewer, applicant, registry_status="abnormal")
    assert confirm(reviewer, applicant).status_code == 409
    reviewer.post(f"/organisations/{applicant.id}/refuse", {"reason": "no"})

    swept(database, clock, NOW + timedelta(days=180))
    assert there(database, Enrolment, organisation_id=applicant.id)
    swept(database, clock, NOW + timedelta(days=182))

    for kind in (Enrolment, EnrolmentCheck, User):
        assert not there(database, kind, organisation_id=applicant.id)
    assert not there(database, StoredFile, owner_id=applicant.id)
    assert there(database, KeptFinding, organisation_id=applicant.id)


def test_a_member_and_its_records_are_never_swept(database, clock, member):
    made = checked(member)

    swept(database, clock, NOW + timedelta(days=365 * 9))

    assert there(database, Organisation, id=member.id)
    assert there(database, DataExportCheck, id=made["id"])


def read_once(database, reader, member, at):
    with database.unit_of_work() as session:
        note_reading(session, "user", uuid4(), owner_id=member.id, identity=reader.identity, now=at)


def test_readings_go_after_three_years_and_cannot_go_before(database, clock, member, people):
    read_once(database, people.observer(), member, NOW)
    (row,) = there(database, Reading, owner_id=member.id)

    for change in (sa.delete(Reading), sa.update(Reading).values(subject="users")):
        with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
            session.execute(change.where(Reading.id == row.id))
    swept(database, clock, datetime(2029, 11, 28, 4, tzinfo=UTC))

    assert not there(database, Reading, owner_id=member.id)


@pytest.mark.parametrize(("on", "early"), [("2029-11-27", True), ("2029-11-28", False)])
def test_a_deletion_that_a_person_asks_for_is_refused_until_its_day(on, early):
    day, begun = datetime.fromisoformat(on).date(), NOW.date()

    if not early:
        require_deletable(RecordClass.TRANSACTION, kept_from=begun, on=day)
        return
    with pytest.raises(Conflict) as refused_:
        require_deletable(RecordClass.TRANSACTION, kept_from=begun, on=day)
    assert refused_.value.params == {"until": "2029-11-28", "rules": "SEC-03"}
