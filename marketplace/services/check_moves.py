"""Invariants of the audit log: every state is the last move on record, every move was legal."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models.audit import Lives
from marketplace.services.check_rule import Broken, Computed, Scope, among
from marketplace.services.verify_audit import verify_audit

_MOVES = sa.text("""
    SELECT e.subject, e.subject_id, e.event, e.from_state, e.to_state, e.actor_id, u.roles
    FROM audit_entries e LEFT JOIN users u ON u.id = e.actor_id
    WHERE e.subject = ANY(:subjects) AND e.to_state IS NOT NULL
      AND (CAST(:only AS uuid[]) IS NULL
           OR e.chain = ANY(SELECT g::text FROM unnest(CAST(:only AS uuid[])) g))
    ORDER BY e.chain, e.seq
""")


def living() -> list[type[Any]]:
    """The models with a life cycle."""
    return sorted(Lives.__subclasses__(), key=lambda model: model.audit_subject)


def _moves(session: Session, scope: Scope) -> Iterator[Broken]:
    """One query for the log and one for the states."""
    models = {model.audit_subject: model for model in living()}
    log: dict[tuple[str, UUID], list[Any]] = defaultdict(list)
    for row in session.execute(_MOVES, {"subjects": list(models), "only": scope}):
        log[row.subject, row.subject_id].append(row)
    for (subject, thing), moves in log.items():
        yield from _walked(models[subject], thing, moves)
    for subject, thing, state in session.execute(_states(), {"only": scope}):
        last = log.get((subject, thing))
        if last and last[-1].to_state != state:
            yield thing, f"{subject} is {state}, its last move led to {last[-1].to_state}"


def _walked(model: type[Any], thing: UUID, moves: list[Any]) -> Iterator[Broken]:
    for earlier, later in pairwise(moves):
        if earlier.to_state != later.from_state:
            yield thing, f"{later.event} from {later.from_state} after {earlier.to_state}"
    legal = {(str(s), str(e)): str(to) for (s, e), to in model.life.moves.items()}
    for move in moves:
        if move.from_state is None:
            continue  # how it began
        if legal.get((move.from_state, move.event)) != move.to_state:
            yield thing, f"{move.event} from {move.from_state} to {move.to_state} is no legal move"
        elif not model.life.open_to(move.event, None if move.actor_id is None else move.roles):
            yield thing, f"{move.event} was made by {move.roles or 'the clock'}"


@cache
def _states() -> sa.TextClause:
    """Subject, id and state of every living thing, in one statement."""
    return sa.text(" UNION ALL ".join(map(_states_of, living())))


def _states_of(model: type[Any]) -> str:
    table = model.__table__
    if table.name == "group_buys":
        where = among("id")
    elif "group_buy_id" in table.columns:
        where = among("group_buy_id")
    else:
        where = "CAST(:only AS uuid[]) IS NULL"
    subject, state = model.audit_subject, model.state_name
    return f"SELECT '{subject}' AS subject, id, {state} AS state FROM {table.name} WHERE {where}"


def _chains(session: Session, scope: Scope) -> Iterator[Broken]:
    """Every hash of the whole log; asked only when everything is checked."""
    if scope is None:
        for finding in verify_audit(session).findings:
            yield None, str(finding)


MOVE_RULES = (
    Computed(
        "states_by_legal_moves",
        "each thing's state is the last move on record, and each move was legal for its actor",
        _moves,
    ),
    Computed("audit_chains", "every chain of the audit log verifies", _chains),
)
