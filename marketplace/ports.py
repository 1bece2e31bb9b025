"""What the marketplace asks of the outside world."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from pricing.award import Certified, Problem, Progress


class JobQueue(Protocol):
    """Enqueues a job in the caller's own transaction: a rollback leaves no job.

    Jobs with the same `lock` are done one at a time, in their order.
    """

    def defer(
        self, session: Session, job: str, *, lock: str | None = None, **arguments: str | int
    ) -> None: ...


class AwardSolver(Protocol):
    """Solves an award problem within a hard time limit (pricing.award.solve_certified).

    `progress` is told how far it is; once `cancelled` says so it raises Cancelled.
    """

    def __call__(
        self,
        problem: dict[str, Any] | Problem,
        *,
        time_limit: float,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        guesses: Iterable[tuple[str | None, ...]] = (),
        bound: int = 0,
    ) -> Certified: ...


class Mailer(Protocol):
    """Sends one plain-text mail; raises OSError when it could not."""

    def send(self, *, message_id: UUID, recipient: str, subject: str, body: str) -> None: ...


class Storage(Protocol):
    """Keeps files under the SHA-256 of their content (lower-case hex)."""

    def put(self, content: bytes) -> str: ...

    def get(self, key: str) -> bytes: ...

    def delete(self, key: str, *, unless_put_within: timedelta) -> bool:
        """Whether the content is gone, now or before.

        One that was put so lately stays: somebody may be about to name it.
        """
        ...


class Documents(Protocol):
    """Prints documents as PDF, alike at any time and place."""

    def contract(self, document: dict[str, Any]) -> bytes:
        """What `domain.contract_document.printed` gives."""
        ...

    def export_record(self, document: dict[str, Any]) -> bytes:
        """What `domain.export_record.printed_record` gives."""
        ...

    def archive(self, document: dict[str, Any]) -> bytes:
        """What `domain.archive_document.printed_archive` gives."""
        ...
