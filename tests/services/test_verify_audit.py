"""The audit log under tampering: every edit, deletion, insertion and reordering is found."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace.models.audit import record
from marketplace.services.verify_audit import audit_heads, verify_audit
from tests.factories.scratch import migrate

NOW = sa.func.clock_timestamp()


class Thing:
    """Something with a chain of its own."""

    audit_subject = "thing"

    def __init__(self, number: int) -> None:
        self.id = UUID(int=number)
        self.audit_chain = str(self.id)


@pytest.fixture(scope="module")
def ledger(database_url):
    """A database of its own with two chains of four entries; the engine."""
    url, name = make_url(database_url), f"audit_{uuid4().hex}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    migrate(url.set(database=name).render_as_string(hide_password=False))
    engine = sa.create_engine(url.set(database=name))
    with Session(engine) as session, session.begin():
        now = session.scalar(sa.select(NOW))
        for number in (1, 2):
            for step in range(4):
                record(session, Thing(number), f"step_{step}", by=None, now=now, step=step)
                session.flush()
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name}"))
    admin.dispose()


@pytest.fixture
def tampered(ledger):
    """Runs SQL with the triggers off in a transaction that is rolled back; what is found then."""
    with Session(ledger) as session:
        session.execute(sa.text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))

        def tamper(sql, heads=()):
            session.execute(sa.text(sql.replace("ONE", f"'{UUID(int=1)}'")))
            return verify_audit(session, heads)

        yield tamper
        session.rollback()


def places(verification):
    return {
        (f.chain[-1:] if f.chain != "platform" else f.chain, f.seq, f.fault)
        for f in verification.findings
    }


def test_an_untouched_log_has_no_findings(ledger):
    with Session(ledger) as session:
        found = verify_audit(session)

    assert found.findings == []
    assert (found.entries, len(found.chains)) == (10, 3)


def test_the_database_refuses_edits_and_deletions(ledger):
    for sql in (
        "UPDATE audit_entries SET event = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
    ):
        with Session(ledger) as session, pytest.raises(sa.exc.DBAPIError, match="append-only"):
            session.execute(sa.text(sql))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "'else'"),
        ("at", "at + interval '1 second'"),
        ("reason", "'because'"),
        ("facts", "'{\"step\": 9}'"),
        ("actor_id", "gen_random_uuid()"),
        ("to_state", "'open'"),
    ],
)
def test_an_edit_is_found_at_its_entry(tampered, column, value):
    found = tampered(f"UPDATE audit_entries SET {column} = {value} WHERE chain = ONE AND seq = 2")

    assert places(found) == {("1", 2, "changed")}


def test_an_edit_with_its_own_hash_made_right_breaks_the_link(tampered):
    found = tampered("""
        UPDATE audit_entries SET event = 'else' WHERE chain = ONE AND seq = 2;
        UPDATE audit_entries e
        SET hash = sha256(previous_hash || convert_to(audit_payload(e), 'UTF8'))
        WHERE chain = ONE AND seq = 2""")

    assert places(found) == {("1", 3, "not_linked_to_the_entry_before")}


def test_a_deletion_in_the_middle_is_found(tampered):
    found = tampered("DELETE FROM audit_entries WHERE chain = ONE AND seq = 2")

    assert ("1", 3, "gap_before") in places(found)


def test_a_deletion_at_the_end_is_found(tampered):
    found = tampered("DELETE FROM audit_entries WHERE chain = ONE AND seq = 4")

    assert places(found) == {("1", 3, "ends_early_4_expected")}


def test_a_deletion_of_all_entries_of_a_chain_is_found(tampered):
    found = tampered("DELETE FROM audit_entries WHERE chain = ONE")

    assert places(found) == {("1", 0, "ends_early_4_expected")}


def test_a_deletion_of_a_whole_chain_with_its_head_is_found(tampered):
    found = tampered(
        "DELETE FROM audit_entries WHERE chain = ONE; DELETE FROM audit_chains WHERE chain = ONE"
    )

    assert places(found) == {("1", None, "chain_missing")}


def test_a_deletion_of_the_platforms_chain_is_found(tampered):
    found = tampered(
        "DELETE FROM audit_entries WHERE chain = 'platform'; "
        "DELETE FROM audit_chains WHERE chain = 'platform'"
    )

    assert {f.fault for f in found.findings} == {"chain_never_started"}


def test_an_insertion_is_found(tampered):
    found = tampered("""
        INSERT INTO audit_entries (id, chain, seq, at, subject, subject_id, event,
                                   previous_hash, hash)
        SELECT gen_random_uuid(), chain, 5, at, subject, subject_id, 'forged', hash, hash
        FROM audit_entries WHERE chain = ONE AND seq = 4""")

    assert places(found) == {("1", 5, "changed"), ("1", 5, "longer_than_its_head_4")}


def test_a_chain_made_by_hand_is_found(tampered):
    found = tampered("""
        INSERT INTO audit_entries (id, chain, seq, at, subject, subject_id, event,
                                   previous_hash, hash)
        SELECT gen_random_uuid(), 'x', 1, at, subject, subject_id, 'forged', '', hash
        FROM audit_entries WHERE chain = ONE AND seq = 4""")

    assert places(found) == {
        ("x", 1, "changed"),
        ("x", None, "head_missing"),
        ("x", None, "chain_never_started"),
    }


def test_a_reordering_is_found(tampered):
    found = tampered("""
        UPDATE audit_entries SET seq = 99 WHERE chain = ONE AND seq = 2;
        UPDATE audit_entries SET seq = 2 WHERE chain = ONE AND seq = 3;
        UPDATE audit_entries SET seq = 3 WHERE chain = ONE AND seq = 99""")

    assert {("1", 2, "changed"), ("1", 3, "changed")} <= places(found)


def test_a_tail_cut_off_with_its_head_is_found_by_heads_kept_elsewhere(ledger, tampered):
    with Session(ledger) as session:
        noted = audit_heads(session)
    cut = """
        DELETE FROM audit_entries WHERE chain = ONE AND seq = 4;
        UPDATE audit_chains SET length = 3, head_hash = (
          SELECT hash FROM audit_entries WHERE chain = ONE AND seq = 3) WHERE chain = ONE"""

    found = tampered(cut, noted)

    assert places(found) == {("1", 4, "noted_head_missing")}
