"""What a running process holds: settings, database and the ports, built once by create_app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    words: Callable[[str, str], Mapping[str, str]]
    "by kind and language: the words of pages for its codes, for sheets of either face"
    payments: Payments | None = None
    "None: no keys are set; deposits and fees are off and say so"
