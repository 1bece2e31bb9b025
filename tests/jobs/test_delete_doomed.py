"""Files that nothing names any more go on their day, content first; what is named never goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.adapters.storage_folder import MemoryStorage
from marketplace.domain.archive import PaperKind
from marketplace.jobs.delete_doomed import delete_doomed
from marketplace.models import (
    ArchivePaper,
    AuditEntry,
    DataExportCheck,
    Organisation,
    Premises,
    StoredFile,
)
from marketplace.services.delete_data_export import delete_data_export
from marketplace.services.delete_due import delete_due
from marketplace.services.doom_files import doom_files, naming_columns
from tests.factories.exported import checked
from tests.factories.uploads import upload

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
THIRTY_DAYS = datetime(2026, 12, 27, 16, tzinfo=UTC)
"28 December in Shanghai"
THREE_YEARS = datetime(2029, 11, 27, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def member(people, clock):
    clock.freeze(NOW)
    return people.enterprise(people.park())


@pytest.fixture
def runtime(app):
    """With a storage of its own: what other tests keep stays whole."""
    return replace(app.extensions["marketplace"], storage=MemoryStorage())


def content():
    return b"%PDF-1.7\n" + uuid4().hex.encode() + b"\n%%EOF\n"


def swept(database, clock, at):
    clock.freeze(at)
    with database.unit_of_work() as session:
        return delete_due(session)


def file_of(database, file_id):
    with database.unit_of_work() as session:
        return session.get(StoredFile, UUID(str(file_id)))


def doomed(database, file_id):
    return file_of(database, file_id).doomed_at is not None


def test_an_upload_that_nothing_ever_named_is_doomed_after_thirty_days(member, database, clock):
    left_lying = upload(member, content())

    swept(database, clock, THIRTY_DAYS - MINUTE)
    assert not doomed(database, left_lying)
    swept(database, clock, THIRTY_DAYS)

    assert doomed(database, left_lying)
    with database.unit_of_work() as session:
        told = sa.select(AuditEntry).filter_by(subject_id=UUID(left_lying), event="doom")
        assert session.scalars(told).one().facts["purpose"] == "evidence"


def test_what_something_names_is_never_doomed(member, database, clock):
    named = upload(member, content())
    keep(database, member, named)

    swept(database, clock, THREE_YEARS + timedelta(days=999))

    assert not doomed(database, named)
    with database.unit_of_work() as session:
        assert doom_files(session, [UUID(named)], now=NOW) == 0


def keep(database, member, file_id, **columns):
    """A place of the member's whose proof is the file."""
    with database.unit_of_work() as session:
        premises = Premises(
            member_id=member.id,
            building=uuid4().hex,
            room="1",
            proof_id=UUID(str(file_id)),
            state="pending",
            stated_at=NOW,
            stated_by=member.identity.user_id,
            **columns,
        )
        session.add(premises)
        session.flush()
        return premises.id


def let_go(database, premises_id):
    with database.unit_of_work() as session:
        session.get_one(Premises, premises_id).proof_id = None


def test_what_was_named_once_stays_three_years_after_it_was_let_go(member, database, clock):
    once = upload(member, content())
    let_go(database, keep(database, member, once))
    kept = file_of(database, once)
    assert (kept.named_at, kept.unnamed_at) == (NOW, NOW)

    swept(database, clock, THREE_YEARS - MINUTE)
    assert not doomed(database, once)
    swept(database, clock, THREE_YEARS)
    assert doomed(database, once)


def test_a_file_that_is_named_again_has_no_term(member, database, clock):
    twice = upload(member, content())
    let_go(database, keep(database, member, twice))
    keep(database, member, twice)

    assert file_of(database, twice).unnamed_at is None
    swept(database, clock, THREE_YEARS)
    assert not doomed(database, twice)


def replaced(database, member, file_id, at):
    with database.unit_of_work() as session:
        old = ArchivePaper(
            member_id=member.id,
            kind=PaperKind.BUSINESS_LICENCE,
            file_id=UUID(file_id),
            kept_at=at,
            kept_by=member.identity.user_id,
            replaced_at=at,
        )
        session.add(old)
        session.flush()
        return old.id


def test_a_replaced_paper_goes_with_its_file_after_three_years(member, database, clock):
    file_id = upload(member, content())
    old = replaced(database, member, file_id, NOW)

    swept(database, clock, THREE_YEARS - MINUTE)
    with database.unit_of_work() as session:
        assert session.get(ArchivePaper, old)
    swept(database, clock, THREE_YEARS)

    with database.unit_of_work() as session:
        assert session.get(ArchivePaper, old) is None
    assert doomed(database, file_id)


def test_a_refused_enrolment_goes_with_its_files(people, database, clock):
    clock.freeze(NOW)
    applicant, reviewer = people.enterprise(people.park()), people.reviewer()
    file_id = upload(applicant, content())
    with database.unit_of_work() as session:
        session.get_one(Organisation, applicant.id).state = "pending"
    reviewer.post(f"/organisations/{applicant.id}/refuse", {"reason": "x"})

    swept(database, clock, NOW + timedelta(days=20))
    swept(database, clock, datetime(2027, 5, 28, 16, tzinfo=UTC))

    with database.unit_of_work() as session:
        assert session.get(Organisation, applicant.id) is None
    gone = file_of(database, file_id)
    assert gone.doomed_at is not None and gone.owner_id is None


def test_the_records_of_a_deleted_export_go_with_it(member, database, clock):
    made, printed = checked(member), upload(member, content())
    with database.unit_of_work() as session:
        check = session.get_one(DataExportCheck, UUID(made["id"]))
        check.pdf_zh_id, export_id = UUID(printed), check.export_id
    later = clock.freeze(THREE_YEARS + timedelta(days=1))

    with database.unit_of_work() as session:
        delete_data_export(session, export_id=export_id, identity=member.identity, now=later)

    assert file_of(database, printed).doomed_at == later


@pytest.fixture
def marked(member, runtime, database):
    """A file in a storage of its own that is on record to be deleted: its id and content."""

    def make(held=None):
        held = held or content()
        runtime.storage.put(held)
        file_id = UUID(upload(member, held))
        with database.unit_of_work() as session:
            doom_files(session, [file_id], now=NOW)
        return file_id, sha256(held).hexdigest()

    return make


def run(runtime):
    return delete_doomed(runtime, put_lately=timedelta(0))


def test_the_job_deletes_content_and_row(runtime, database, marked):
    file_id, key = marked()

    run(runtime)

    assert key not in runtime.storage.kept and file_of(database, file_id) is None


def test_a_content_that_another_file_names_stays(runtime, database, marked, member):
    held = content()
    file_id, key = marked(held)
    other = upload(member, held)

    run(runtime)

    assert key in runtime.storage.kept
    assert file_of(database, file_id) is None and file_of(database, other)


def test_two_marked_files_of_one_content_go_together(runtime, database, marked):
    held = content()
    (first, key), (second, _) = marked(held), marked(held)

    run(runtime)

    assert key not in runtime.storage.kept
    assert file_of(database, first) is file_of(database, second) is None


def test_a_content_put_lately_stays_until_the_next_night(runtime, database, marked):
    file_id, key = marked()

    delete_doomed(runtime)
    assert key in runtime.storage.kept and doomed(database, file_id)
    run(runtime)

    assert file_of(database, file_id) is None


def test_before_a_mark_is_committed_no_content_goes(runtime, database, member):
    held = content()
    key = runtime.storage.put(held)
    file_id = UUID(upload(member, held))

    with database.unit_of_work() as session:
        doom_files(session, [file_id], now=NOW)
        run(runtime)
        session.rollback()

    assert key in runtime.storage.kept and not doomed(database, file_id)


class Dies(MemoryStorage):
    """Deletes, and dies before or after it."""

    def __init__(self, *, after: bool) -> None:
        super().__init__()
        self.after = after

    def delete(self, key, **how):
        if self.after:
            super().delete(key, **how)
        raise OSError("the machine went away")


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_around_the_deletion_is_finished_by_the_next_run(runtime, database, marked, after):
    file_id, key = marked()
    dying = Dies(after=after)
    dying.kept, dying.put_at = runtime.storage.kept, runtime.storage.put_at

    run(replace(runtime, storage=dying))
    assert doomed(database, file_id) and (key in dying.kept) is not after
    run(runtime)

    assert file_of(database, file_id) is None and key not in runtime.storage.kept


def test_one_file_that_fails_stops_no_other(runtime, database, marked):
    failing, fine = marked(), marked()
    storage = runtime.storage

    class Picky(MemoryStorage):
        def delete(self, key, **how):
            if key == failing[1]:
                raise OSError("unreadable")
            return storage.delete(key, **how)

    run(replace(runtime, storage=Picky()))

    assert file_of(database, failing[0]) and file_of(database, fine[0]) is None


def test_a_marked_file_can_be_named_by_nothing(database, member, marked):
    file_id, _key = marked()

    with pytest.raises(IntegrityError) as refused:
        keep(database, member, file_id)
    assert refused.value.orig.diag.constraint_name == "file_is_doomed"
    answer = member.post("/premises", {"building": "1", "room": "2", "proof_id": str(file_id)})
    assert answer.json["errors"][0]["code"] == "file_unknown"


def test_every_column_that_names_a_file_tells_so(database):
    """A new one needs the trigger `note_named_file` in its migration."""
    noted = sa.text(
        "SELECT c.relname, encode(t.tgargs, 'escape') FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE p.proname = 'note_named_file'"
    )
    with database.unit_of_work() as session:
        found = {(row[0], row[1].removesuffix("\\000")) for row in session.execute(noted)}

    assert found == {(column.table.name, column.name) for column in naming_columns()}
