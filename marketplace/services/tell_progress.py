"""How far a running computation is, written by its job; and whether it is wanted still."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.domain.solve_course import Step
from marketplace.models import Solve, SolveProgress
from pricing.award import Progress


def tell_progress(
    session: Session, *, solve_id: UUID, progress: Progress, steps: list[Step], now: datetime
) -> None:
    """Write the figures over those told before, in one statement; not for one that has ended."""
    figures = {
        "best_minor": progress.best_minor,
        "bound_minor": progress.bound_minor,
        "nodes": progress.nodes,
        "spent_ms": spent_ms(progress),
        "steps": steps,
        "told_at": now,
    }
    typed = [
        sa.literal(value, SolveProgress.__table__.c[name].type) for name, value in figures.items()
    ]
    running = sa.select(Solve.id, Solve.group_buy_id, sa.literal(1), *typed).where(
        Solve.id == solve_id, Solve.state == SolveState.REQUESTED
    )
    told = insert(SolveProgress).from_select(
        ["solve_id", "group_buy_id", "told", *figures], running
    )
    anew = {name: told.excluded[name] for name in figures}
    session.execute(
        told.on_conflict_do_update(
            index_elements=[SolveProgress.solve_id], set_=anew | {"told": SolveProgress.told + 1}
        )
    )


def spent_ms(progress: Progress) -> int:
    return round(progress.seconds * 1000)


def is_wanted(session: Session, solve_id: UUID) -> bool:
    """Whether nobody has cancelled the computation, and none has ended it."""
    state = session.scalar(sa.select(Solve.state).where(Solve.id == solve_id))
    return state == SolveState.REQUESTED
