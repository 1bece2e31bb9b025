"""The sweep as one market's deadlines know it: the other tests' leftovers stay where they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.db.columns import Base
from marketplace.jobs.sweep_deadlines import DEADLINES, Due, act_on


def sweep_market(app: Flask, group_buy_id: str | UUID, deadlines: Sequence[Due] = ()) -> None:
    """Act on what is due of this group buy, in the order of the sweep."""
    runtime = app.extensions["marketplace"]
    for due in deadlines or DEADLINES:
        with runtime.database.single_statements() as session:
            found = [*due.find(session)]
            mine = own(session, UUID(str(group_buy_id)), found)
        for thing in found:
            if thing in mine:
                act_on(runtime, due, thing)


def own(session: Session, group_buy_id: UUID, found: Collection[UUID]) -> set[UUID]:
    """Which of these are the group buy or belong to it."""
    if not found:
        return set()
    ids = {"group_buy": group_buy_id, "found": list(found)}
    return set(session.scalars(_own(), ids))


@cache
def _own() -> sa.TextClause:
    tables = [
        table.name
        for table in Base.metadata.sorted_tables
        if {"id", "group_buy_id"} <= set(table.columns.keys())
    ]
    selects = [
        f"SELECT id FROM {name} WHERE group_buy_id = :group_buy AND id = ANY(:found)"
        for name in tables
    ]
    whole = "SELECT id FROM group_buys WHERE id = :group_buy AND id = ANY(:found)"
    return sa.text(" UNION ".join([whole, *selects]))
