"""How far the lines of a group buy are, in numbers: for its organiser and overseers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.activation import SHARES
from marketplace.domain.lives import ContractState, MilestoneKind, MilestoneState
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractLine, GroupBuy, Milestone
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_installations import has_late_step

RUNNING = (ContractState.IN_FORCE, ContractState.COMPLETED)


@dataclass(frozen=True)
class KindCount:
    """A step: how many lines have done it, how many are past its due day."""

    kind: MilestoneKind
    done: int
    late: int


@dataclass(frozen=True)
class InstallationCounts:
    """Lines under contracts in force, those live, those late."""

    group_buy: GroupBuy
    lines: int
    live: int
    late: int
    steps: list[KindCount]


def find_installation_counts(
    session: Session, group_buy_id: UUID, *, identity: Identity, now: datetime
) -> InstallationCounts:
    """The counts, for organiser, observer and reviewer; raises NotFound, Forbidden."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    require(Permission.AWARD_READ, identity, group_buy)
    today = local_day(now)
    of_group_buy = (
        sa.select(
            sa.func.count(),
            sa.func.count(ContractLine.live_on),
            sa.func.count().filter(has_late_step(today)),
        )
        .select_from(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            ContractLine.group_buy_id == group_buy_id,
            ContractLine.ended_at.is_(None),
            Contract.state.in_(RUNNING),
        )
    )
    lines, live, late = session.execute(of_group_buy).one()
    done = sa.func.count().filter(Milestone.state == MilestoneState.DONE)
    past = sa.func.count().filter(
        Milestone.state == MilestoneState.PLANNED, Milestone.due_on < today
    )
    rows = session.execute(
        sa.select(Milestone.kind, done, past)
        .where(Milestone.group_buy_id == group_buy_id)
        .group_by(Milestone.kind)
    )
    found = {row[0]: KindCount(*row) for row in rows}
    steps = [found.get(kind, KindCount(kind, 0, 0)) for kind in SHARES]
    return InstallationCounts(group_buy, lines, live, late, steps)
