"""What waits for the caller now, by role, the earliest deadline first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.security.identity import Identity
from marketplace.services.caller_parameters import anyone_like, values_of
from marketplace.services.do_duty import count_due
from marketplace.services.find_answers_due import find_free_place
from marketplace.services.remind_deposit import count_to_settle
from marketplace.services.tasks_by_role import PLACE_TO_TAKE, tasks_of

NEVER = datetime.max.replace(tzinfo=UTC)
MOST_OF_A_KIND = 20
COLUMNS: dict[str, Any] = {
    "id": sa.null(),
    "title_zh": sa.literal(""),
    "title_en": sa.literal(""),
    "due_at": sa.null(),
    "count": sa.literal(1),
}
"of every part, with what stands where a kind has none"
TYPES: dict[str, Any] = {
    "id": sa.Uuid(),
    "title_zh": sa.Text(),
    "title_en": sa.Text(),
    "due_at": sa.DateTime(timezone=True),
    "count": sa.BigInteger(),
}


@dataclass(frozen=True)
class Task:
    """One thing to do: `kind` says what, the other fields about which thing and until when."""

    kind: str
    thing_id: UUID | None = None
    title_zh: str = ""
    title_en: str = ""
    due_at: datetime | None = None
    count: int = 1


def find_tasks(session: Session, *, identity: Identity, now: datetime) -> list[Task]:
    """At most a few dozen tasks, for the home page."""
    if not identity.confirmed:
        return []
    found = list(_asked_at_once(session, identity, now))
    if identity.has(Role.OPERATOR):
        found += _of_operator(session, now)
    return sorted(found, key=lambda task: task.due_at or NEVER)


def _asked_at_once(session: Session, identity: Identity, now: datetime) -> Iterator[Task]:
    statement = _statement(anyone_like(identity))
    rows = session.execute(statement, values_of(identity, now)) if statement is not None else ()
    for row in rows:
        task = Task(*row)
        if task.kind != PLACE_TO_TAKE:
            yield task
        elif (group_buy_id := find_free_place(session, row.id, identity)) is not None:
            yield Task(task.kind, group_buy_id, *row[2:])


@cache
def _statement(caller: Identity) -> Any:
    """All that can wait for callers of these roles, in one statement; None for nothing."""
    parts = [_told(kind, query) for kind, query in tasks_of(caller)]
    return sa.union_all(*parts) if parts else None


def _told(kind: str, query: Any) -> Any:
    """The part's rows in the columns of all parts."""
    few = query.limit(MOST_OF_A_KIND).subquery()
    columns = (
        sa.cast(few.c.get(name, blank), TYPES[name]).label(name) for name, blank in COLUMNS.items()
    )
    return sa.select(sa.literal(kind).label("kind"), *columns)


def _of_operator(session: Session, now: datetime) -> Iterator[Task]:
    if due := count_due(session, now=now):
        yield Task("duties_due", count=due)
    if owed := count_to_settle(session, now=now):
        yield Task("deposits_to_settle", count=owed)
