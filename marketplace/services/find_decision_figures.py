"""How fast findings are decided: what waits, how old it is, how many a day, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.verdicts import Standing
from marketplace.domain.working_days import SHANGHAI, local_day
from marketplace.models import FindingDecision, KeptFinding
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_findings import findings_of

DAYS = 30
"that the figures look back"


@dataclass(frozen=True)
class DecisionFigures:
    """Hours are rounded down; None where nothing was decided or waits."""

    waiting: int
    oldest_hours: int | None
    median_waiting_hours: int | None
    median_decided_hours: int | None
    "from the finding to the decision, over the days looked back"
    decided: int
    per_day: list[tuple[date, int]]
    "decisions by day in Shanghai, oldest first, the days without any left out"


def find_decision_figures(
    session: Session, *, identity: Identity, now: datetime
) -> DecisionFigures:
    """For the desk. Raises Forbidden."""
    require(Permission.FINDING_DESK, identity)
    waiting, oldest, median = _waiting(session, identity, now)
    since = now - timedelta(days=DAYS)
    took = FindingDecision.decided_at - KeptFinding.asked_at
    decided = (
        sa.select(sa.func.percentile_cont(0.5).within_group(took), sa.func.count())
        .join(KeptFinding, KeptFinding.id == FindingDecision.finding_id)
        .where(FindingDecision.decided_at > since)
    )
    took_median, count = session.execute(decided).one()
    return DecisionFigures(
        waiting, oldest, median, _hours(took_median), count, _per_day(session, since)
    )


def _waiting(
    session: Session, identity: Identity, now: datetime
) -> tuple[int, int | None, int | None]:
    held = findings_of(identity, standing=[Standing.HELD, Standing.SECOND])
    asked = held.order_by(None).with_only_columns(KeptFinding.asked_at).subquery()
    age = sa.literal(now, sa.DateTime(timezone=True)) - asked.c.asked_at
    median = sa.func.percentile_cont(0.5).within_group(age)
    count, oldest, middle = session.execute(
        sa.select(sa.func.count(), sa.func.max(age), median).select_from(asked)
    ).one()
    return count, _hours(oldest), _hours(middle)


def _per_day(session: Session, since: datetime) -> list[tuple[date, int]]:
    local = sa.func.timezone(str(SHANGHAI), FindingDecision.decided_at)
    day = sa.cast(local, sa.Date)
    query = (
        sa.select(day, sa.func.count())
        .where(FindingDecision.decided_at > since, day >= local_day(since))
        .group_by(day)
        .order_by(day)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _hours(age: timedelta | None) -> int | None:
    return None if age is None else int(age.total_seconds() // 3600)
