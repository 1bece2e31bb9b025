"""A shortfall after the first window: the award is superseded and its one re-award computed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyEvent
from marketplace.domain.roles import Role
from marketplace.domain.scenarios import Scenario, ScenarioName
from marketplace.models import Award, AwardLine, GroupBuy, Solve
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.build_reaward import build_reaward
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.new_award import supersede_award
from marketplace.services.notify import notify
from marketplace.services.request_solve import keep_solve
from marketplace.services.settle_lines import staying

SHORTFALL = "shortfall"
log = logging.getLogger(__name__)


def start_reaward(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    rows: Sequence[AwardLine],
    short: Collection[UUID],
    *,
    jobs: JobQueue,
    identity: Identity | None,
    now: datetime,
) -> Solve:
    """Supersede the settled award and have the lines of the short carriers solved again.

    The lines of the other carriers stay as they are. Award and group buy are locked.
    """
    supersede_award(session, award, reason=SHORTFALL, by=identity, now=now)
    group_buy.advance(
        GroupBuyEvent.REAWARD,
        by=identity,
        now=now,
        reason=SHORTFALL,
        carriers=sorted(str(carrier) for carrier in short),
    )
    session.flush()
    rfq = lock_rfq(session, award.rfq_id)
    problem = build_reaward(session, award)
    scenario = Scenario(ScenarioName.REAWARD)
    solve = keep_solve(session, rfq, scenario, problem, jobs=jobs, identity=identity, now=now)
    again = [row for row in staying(rows) if row.agreed_carrier_id in short]
    _tell(session, award, group_buy, {row.line.member_id for row in again}, now)
    log.info("reaward_started", extra={"award_id": award.id, "lines": len(again)})
    return solve


def _tell(
    session: Session, award: Award, group_buy: GroupBuy, members: Collection[UUID], now: datetime
) -> None:
    tell = partial(
        notify,
        session,
        about=award.id,
        now=now,
        group_buy_id=group_buy.id,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
    tell(
        event="acceptance_short",
        to=[group_buy.organiser_id],
        roles=[Role.PARK_MANAGER, Role.LEAD_ENTERPRISE],
        path=f"/rfqs/{award.rfq_id}/award-room",
    )
    tell(
        event="lines_in_reaward",
        to=members,
        roles=[Role.MEMBER],
        path=f"/awards/{award.id}/lines",
    )
