"""The worker as a process: it stops when told to and loses nothing when killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.adapters import embedded_postgres_processes as processes
from marketplace.adapters.job_queue import ProcrastinateQueue
from marketplace.adapters.throw_away_postgres import throw_away
from marketplace.config import ROOT
from marketplace.db.session import Database, now_of
from marketplace.models import MailMessage
from marketplace.services.write_mail import write_mail
from tests.factories.scratch import migrate
from tests.jobs.smtp_sink import SmtpSink

pytestmark = pytest.mark.crash

WORK = """
from wsgi import app
from marketplace.jobs.worker import run
run(app.extensions["marketplace"], stalled_seconds=3)
"""


@pytest.fixture(scope="module")
def server():
    with throw_away(durable=True) as server:
        migrate(server.url)
        yield server


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def database(server) -> Iterator[Database]:
    database = Database(server.url)
    yield database
    database.close()


@contextmanager
def worker(server, sink, tmp_path, *argv: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process; ended with the block, however."""
    env = {
        **os.environ,
        "DATABASE_URL": server.url,
        "MARKETPLACE_VAR": str(tmp_path),
        "MARKETPLACE_SMTP_URL": sink.url,
    }
    process = subprocess.Popen([sys.executable, *(argv or ("-c", WORK))], env=env, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def enqueue(database: Database) -> str:
    """A mail for the worker; the mark that its subject is."""
    mark = uuid4().hex
    with database.unit_of_work() as session:
        write_mail(
            session,
            recipient="to@example.com",
            subject=mark,
            body="x",
            jobs=ProcrastinateQueue(),
            now=now_of(session),
        )
    return mark


def eventually(what, seconds: float = 120.0):
    """What `what` returns once it is true."""
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it never came to pass"
        time.sleep(0.1)
    return found


def got(sink: SmtpSink, mark: str) -> int:
    return sum(mark in mail for mail in sink.mails)


def noted(database: Database, mark: str) -> bool:
    """Whether the mail is known to be sent; until then it may be sent once more."""
    with database.single_statements() as session:
        query = sa.select(MailMessage.sent_at).where(MailMessage.subject == mark)
        return session.scalars(query).one() is not None


def test_the_command_works_until_told_to_stop(server, sink, database, tmp_path):
    with worker(server, sink, tmp_path, "-m", "flask", "--app", "wsgi", "worker") as process:
        mark = enqueue(database)
        eventually(lambda: got(sink, mark))

        process.send_signal(signal.SIGTERM)

        assert process.wait(60) == 0
    with database.single_statements() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM procrastinate_workers")) == 0


def test_the_job_of_a_killed_worker_is_done_by_the_next(server, sink, database, tmp_path):
    with worker(server, sink, tmp_path) as first:
        sink.hold.set()
        mark = enqueue(database)
        eventually(lambda: sink.held)
        first.kill()
    sink.hold.clear()

    with worker(server, sink, tmp_path):
        eventually(lambda: got(sink, mark))

    assert got(sink, mark) == 1


def test_the_worker_lives_through_a_crash_of_the_database(server, sink, database, tmp_path):
    with worker(server, sink, tmp_path) as process:
        before = enqueue(database)
        eventually(lambda: noted(database, before))

        os.kill(processes.postmaster(server.data), signal.SIGKILL)
        server.ensure_running()
        database.engine.dispose()
        after = enqueue(database)

        eventually(lambda: got(sink, after))
        assert process.poll() is None
        assert got(sink, before) == got(sink, after) == 1
