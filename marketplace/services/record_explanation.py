"""What the explaining job found, kept as it comes."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Explanation, Solve
from pricing.award.reasons.rule_costs import RuleCost

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ToExplain:
    """The award to explain, as its documents."""

    rfq_id: UUID
    problem: dict[str, Any]
    result: dict[str, Any]


def find_to_explain(session: Session, solve_id: UUID) -> ToExplain | None:
    """What is still to be explained, else None."""
    found = session.execute(
        sa.select(Solve.rfq_id, Solve.problem, Solve.result)
        .join(Explanation, Explanation.solve_id == Solve.id)
        .where(Solve.id == solve_id, Explanation.explained_at.is_(None))
    ).one_or_none()
    return None if found is None else ToExplain(*found)


def keep_lines(session: Session, *, solve_id: UUID, lines: Mapping[str, Any]) -> None:
    """Every line's options, there to be read while the rules are still being priced."""
    _change(session, solve_id, lines=dict(lines))


def keep_rules(session: Session, *, solve_id: UUID, costs: Sequence[RuleCost]) -> None:
    """The costs known so far."""
    _change(session, solve_id, rules=[asdict(cost) for cost in costs])


def end_explanation(
    session: Session, *, solve_id: UUID, now: datetime, failure: str | None = None
) -> None:
    """Mark it whole, or failed with a code."""
    _change(session, solve_id, explained_at=now, failure=failure)
    log.info("explanation_ended", extra={"solve_id": solve_id, "failure": failure})


def _change(session: Session, solve_id: UUID, **values: Any) -> None:
    """In one statement; nothing when it has ended before."""
    session.execute(
        sa.update(Explanation)
        .where(Explanation.solve_id == solve_id, Explanation.explained_at.is_(None))
        .values(**values)
    )
