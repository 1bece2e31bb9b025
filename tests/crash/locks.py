"""Makes requests stand still in the middle, inside the database, so that a kill hits them there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from tests.crash.processes import eventually
from tests.crash.stack import Stack

_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""


@contextmanager
def group_buy_held(stack: Stack, group_buy_id: Any) -> Iterator[None]:
    """Hold the group buy's row: whoever wants it waits in the database until the block ends."""
    connection = psycopg.connect(stack.postgres.url)
    try:
        held = "SELECT FROM group_buys WHERE id = %s FOR UPDATE"
        connection.execute(held, [str(group_buy_id)])
        yield
    finally:
        with suppress(psycopg.OperationalError):  # the server may have been killed
            connection.rollback()
        connection.close()


def wait_for_waiting(stack: Stack, least: int = 1) -> None:
    """Until so many sessions wait for a lock."""
    with psycopg.connect(stack.postgres.url, autocommit=True) as connection:
        eventually(lambda: connection.execute(_WAITING).fetchone()[0] >= least)  # type: ignore[index]
