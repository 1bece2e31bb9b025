"""What a running search tells the marketplace, and what it hears from it, about once a second."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.solve_course import Step, with_step
from marketplace.runtime import Runtime
from marketplace.services.tell_progress import is_wanted, spent_ms, tell_progress
from pricing.award import Progress

SECONDS = 1.0
"Between two tellings at least"
log = logging.getLogger(__name__)


class ToldProgress:
    """The two callbacks of one search. A database that is away is no reason to lose the search."""

    def __init__(self, runtime: Runtime, solve_id: UUID) -> None:
        self.runtime = runtime
        self.solve_id = solve_id
        self.steps: list[Step] = []
        self.told_at = 0.0

    def tell(self, progress: Progress) -> None:
        """Keep the figures, unless others were kept within the second."""
        if time.monotonic() < self.told_at + SECONDS:
            return
        self.told_at = time.monotonic()
        step: Step = [spent_ms(progress), progress.best_minor, progress.bound_minor]
        self.steps = with_step(self.steps, step)
        with self._asked() as session:
            tell_progress(
                session,
                solve_id=self.solve_id,
                progress=progress,
                steps=self.steps,
                now=now_of(session),
            )

    def cancelled(self) -> bool:
        wanted = True
        with self._asked() as session:
            wanted = is_wanted(session, self.solve_id)
        return not wanted

    @contextmanager
    def _asked(self) -> Iterator[Session]:
        """Statements on their own, for a moment; passed over while the database is away."""
        try:
            with self.runtime.database.single_statements() as session:
                yield session
        except OperationalError:
            log.warning("progress_not_told", extra={"solve_id": self.solve_id})
