"""The job queue port on procrastinate: a job is a row written in the caller's transaction."""

from __future__ import annotations

import procrastinate
from sqlalchemy.orm import Session


class ProcrastinateQueue:
    """Enqueues through the session's own connection, so a rollback leaves no job."""

    def __init__(self) -> None:
        self.app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())

    def defer(
        self, session: Session, job: str, *, lock: str | None = None, **arguments: str | int
    ) -> None:
        connection = session.connection().connection.driver_connection
        self.app.configure_task(job, connection=connection, lock=lock).defer(**arguments)
