"""The worker process: runs jobs until told to stop, through crashes of the database."""

from __future__ import annotations

import asyncio
import logging
import signal
import time

from marketplace.jobs.queue import HEARTBEAT_SECONDS, STALLED_SECONDS, build_queue
from marketplace.runtime import Runtime

log = logging.getLogger(__name__)

CONCURRENCY = 2
GRACE_SECONDS = 8.0
"How long jobs may go on after the signal to stop"
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
STEADY_SECONDS = 30.0
"A queue that ran this long had started well: the next pause is short again"


def run(runtime: Runtime, *, stalled_seconds: int = STALLED_SECONDS) -> None:
    """Work until SIGTERM or SIGINT; whatever else ends the queue, start it anew after a pause."""
    asyncio.run(_until_signal(runtime, stalled_seconds))


def run_until_idle(runtime: Runtime) -> None:
    """Do the jobs that wait, without the periodic ones, and come back."""
    queue = build_queue(runtime, periodic=False)
    queue.run_worker(wait=False, install_signal_handlers=False, delete_jobs="successful")


async def _until_signal(runtime: Runtime, stalled_seconds: int) -> None:
    loop, work = asyncio.get_running_loop(), asyncio.current_task()
    assert work is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    log.info("worker_started")
    try:
        await _for_ever(runtime, stalled_seconds)
    except asyncio.CancelledError:
        log.info("worker_stopped")


async def _for_ever(runtime: Runtime, stalled_seconds: int) -> None:
    """Run the queue; lost connections end it, by an error or by itself: start it again."""
    failures = 0
    while True:
        started = time.monotonic()
        try:
            await _run_queue(runtime, stalled_seconds)
            log.warning("queue_ended")
        except Exception:
            log.exception("queue_failed")
        steady = time.monotonic() - started > STEADY_SECONDS
        failures = 1 if steady else failures + 1
        await asyncio.sleep(PAUSES[min(failures, len(PAUSES)) - 1])


async def _run_queue(runtime: Runtime, stalled_seconds: int) -> None:
    queue = build_queue(runtime, stalled_seconds=stalled_seconds)
    async with queue.open_async():
        await queue.run_worker_async(
            concurrency=CONCURRENCY,
            install_signal_handlers=False,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=min(HEARTBEAT_SECONDS, stalled_seconds / 3),
            stalled_worker_timeout=stalled_seconds,
            shutdown_graceful_timeout=GRACE_SECONDS,
        )
