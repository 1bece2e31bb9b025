"""What a running process holds: settings, database and the ports, built once by create_app."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.config import Config
from marketplace.db.session import Database
from marketplace.ports import AwardSolver, Documents, JobQueue, Mailer, Payments, Storage


@dataclass(frozen=True)
class Runtime:
    """Passed to jobs and commands; views find it under `app.extensions["marketplace"]`."""

    config: Config
    database: Database
    jobs: JobQueue
    solver: AwardSolver
    mailer: Mailer
    storage: Storage
    documents: Documents
    payments: Payments | None = None
    "None: no keys are set; deposits and fees are off and say so"
