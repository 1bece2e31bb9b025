"""A process that dies at some statement, and a queue that loses its jobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


class Crash(BaseException):
    """The process dies here; the database stands as it is."""


class NoJobs:
    """The queue lost the job; the sweep has to take it up."""

    def defer(self, *_args: Any, **_more: Any) -> None:
        return


@contextmanager
def dying(engine: sa.Engine, count: int) -> Iterator[None]:
    """The process dies at the `count`-th statement or commit from now on."""
    left = [count]

    def step(*_args: Any, **_more: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Crash

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", step)
        event.remove(engine, "commit", step)
