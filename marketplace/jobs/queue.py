"""The worker's side of the job queue: registered jobs, periodic jobs, and rescue of lost ones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException

from marketplace.db.session import now_of
from marketplace.errors import Conflict
from marketplace.jobs.delete_doomed import delete_doomed
from marketplace.jobs.registry import JOBS
from marketplace.jobs.sweep_deadlines import sweep_deadlines
from marketplace.runtime import Runtime
from marketplace.services.ask_payment_check import ask_payment_check
from marketplace.services.delete_due import delete_due
from marketplace.services.forget_old import forget_old

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 20
"Without a heartbeat for so long a worker is dead and its jobs are taken up by others"
PATIENCE_SECONDS = 30.0
RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=3)
"3 s, 9 s, 27 s ... about 3 hours in all"
KEEP_FAILED_HOURS = 30 * 24
ONE_DAY = 24 * 3600


class PatientConnector(procrastinate.PsycopgConnector):
    """Writes the end of a job even if the database is away for a while.

    Otherwise a job that ended during a restart of the database would count as running, by a
    worker that lives, for ever.
    """

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                await super().execute_query_async(query, **arguments)
                return
            except ConnectorException as error:
                away = isinstance(error.__cause__, psycopg.OperationalError)
                if not away or time.monotonic() > until:
                    raise
            await asyncio.sleep(0.5)


def build_queue(
    runtime: Runtime, *, periodic: bool = True, stalled_seconds: int = STALLED_SECONDS
) -> procrastinate.App:
    """A procrastinate app on the runtime's database that knows every job."""
    url = str(runtime.config.database_url).replace("+psycopg", "", 1)
    queue = procrastinate.App(
        connector=PatientConnector(conninfo=url, min_size=1, max_size=4, timeout=10),
        periodic_defaults={"max_delay": ONE_DAY},
    )
    for name, job in JOBS.items():
        queue.task(name=name, retry=RETRY)(bound(job, runtime))
    if periodic:
        _register_periodic(queue, runtime, stalled_seconds)
    return queue


def bound(job: Callable[..., None], runtime: Runtime) -> Callable[..., None]:
    """The job with its runtime given."""

    def run(**arguments: Any) -> None:
        job(runtime, **arguments)

    return run


def _register_periodic(queue: procrastinate.App, runtime: Runtime, stalled_seconds: int) -> None:
    """A queueing lock each: while one waits no second is enqueued."""

    @queue.periodic(cron="* * * * * */5")
    @queue.task(name="sweep_deadlines", queueing_lock="sweep_deadlines")
    def _sweep(timestamp: int) -> None:
        sweep_deadlines(runtime)

    @queue.periodic(cron="* * * * * */10")
    @queue.task(name="retry_stalled", queueing_lock="retry_stalled")
    async def _retry(timestamp: int) -> None:
        await retry_stalled(queue, stalled_seconds)

    @queue.periodic(cron="37 2 * * *")
    @queue.task(name="ask_payment_check", queueing_lock="ask_payment_check")
    def _compare(timestamp: int) -> None:
        ask_daily_check(runtime)

    @queue.periodic(cron="17 3 * * *")
    @queue.task(name="forget_old", queueing_lock="forget_old")
    async def _forget(timestamp: int) -> None:
        await asyncio.to_thread(_forget_rows, runtime)
        await queue.job_manager.delete_old_jobs(KEEP_FAILED_HOURS, include_failed=True)


def ask_daily_check(runtime: Runtime) -> None:
    """Stripe and the ledger are compared every day, where there are payments at all."""
    if runtime.payments is None:
        return
    with contextlib.suppress(Conflict), runtime.database.unit_of_work() as session:
        ask_payment_check(session, jobs=runtime.jobs, identity=None, now=now_of(session))


def _forget_rows(runtime: Runtime) -> None:
    with runtime.database.unit_of_work() as session:
        forget_old(session)
    with runtime.database.unit_of_work() as session:
        delete_due(session)
    delete_doomed(runtime)


async def retry_stalled(queue: procrastinate.App, stalled_seconds: int = STALLED_SECONDS) -> None:
    """Put back the jobs of workers that died; a periodic one is dropped, for the next one comes."""
    stalled = await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_seconds)
    for job in stalled:
        log.warning("job_taken_up", extra={"job": job.task_name, "job_id": job.id})
        try:
            if job.queueing_lock:
                failed = procrastinate.jobs.Status.FAILED
                await queue.job_manager.finish_job(job, status=failed, delete_job=True)
            else:
                await queue.job_manager.retry_job(job)
        except ConnectorException:
            log.info("job_taken_up_elsewhere", extra={"job_id": job.id})
