"""The job queue: enqueued with the fact, done by a worker, taken up after a crash."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.adapters.mail import SmtpMailer
from marketplace.jobs.queue import build_queue, retry_stalled
from marketplace.jobs.worker import run_until_idle
from marketplace.models import MailMessage
from marketplace.services.write_mail import write_mail
from tests.jobs.smtp_sink import SmtpSink

JOBS_OF = sa.text(
    "SELECT status::text, attempts FROM procrastinate_jobs "
    "WHERE task_name = 'send_mail' AND args->>'message_id' = :id"
)


@pytest.fixture
def runtime(app):
    return app.extensions["marketplace"]


@pytest.fixture
def sink():
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def mailing(runtime, sink):
    """The runtime with an SMTP server that keeps what it gets."""
    config = replace(runtime.config, smtp_url=sink.url)
    return replace(runtime, config=config, mailer=SmtpMailer(sink.url, "from@example.com"))


def written(runtime, session, subject="试"):
    now = session.scalar(sa.text("SELECT market_now()"))
    return write_mail(
        session,
        recipient="to@example.com",
        subject=subject,
        body="正文\n",
        jobs=runtime.jobs,
        now=now,
    ).id


def jobs_of(runtime, message_id):
    with runtime.database.single_statements() as session:
        return list(session.execute(JOBS_OF, {"id": str(message_id)}))


def sent_at(runtime, message_id):
    with runtime.database.single_statements() as session:
        return session.get_one(MailMessage, message_id).sent_at


def test_a_job_of_a_rolled_back_transaction_leaves_nothing(runtime):
    with pytest.raises(ZeroDivisionError), runtime.database.unit_of_work() as session:
        message_id = written(runtime, session)
        raise ZeroDivisionError

    assert jobs_of(runtime, message_id) == []


def test_a_committed_job_is_done_by_a_worker_once(mailing, sink):
    subject = uuid4().hex
    with mailing.database.unit_of_work() as session:
        message_id = written(mailing, session, subject)

    run_until_idle(mailing)
    run_until_idle(mailing)

    assert len([mail for mail in sink.mails if subject in mail]) == 1
    assert f"<{message_id}@marketplace>" in next(m for m in sink.mails if subject in m)
    assert sent_at(mailing, message_id) is not None
    assert jobs_of(mailing, message_id) == []


def test_a_job_that_comes_twice_sends_once(mailing, sink):
    subject = uuid4().hex
    with mailing.database.unit_of_work() as session:
        message_id = written(mailing, session, subject)
        mailing.jobs.defer(session, "send_mail", message_id=str(message_id))

    run_until_idle(mailing)

    assert len([mail for mail in sink.mails if subject in mail]) == 1


def test_a_mail_that_could_not_be_sent_is_tried_again(mailing, sink):
    with mailing.database.unit_of_work() as session:
        message_id = written(mailing, session)
    sink.close()

    run_until_idle(mailing)

    assert sent_at(mailing, message_id) is None
    assert [tuple(job) for job in jobs_of(mailing, message_id)] == [("todo", 1)]


def test_without_an_smtp_setting_the_mail_stays_in_the_outbox(runtime):
    with runtime.database.unit_of_work() as session:
        message_id = written(runtime, session)

    run_until_idle(runtime)

    assert sent_at(runtime, message_id) is None
    assert jobs_of(runtime, message_id) == []


def test_the_job_of_a_worker_that_died_is_taken_up(mailing, sink):
    subject = uuid4().hex
    with mailing.database.unit_of_work() as session:
        message_id = written(mailing, session, subject)
    with mailing.database.unit_of_work() as session:
        session.execute(
            sa.text("""
            WITH dead AS (
              INSERT INTO procrastinate_workers (last_heartbeat)
              VALUES (now() - interval '1 hour') RETURNING id)
            UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)
            WHERE args->>'message_id' = :id"""),
            {"id": str(message_id)},
        )

    asyncio.run(rescued(mailing))
    run_until_idle(mailing)

    assert len([mail for mail in sink.mails if subject in mail]) == 1


async def rescued(runtime):
    queue = build_queue(runtime, periodic=False)
    async with queue.open_async():
        await retry_stalled(queue)
