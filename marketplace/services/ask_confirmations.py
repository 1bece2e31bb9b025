"""A carrier still short after the re-award is asked: confirm the prices, or let the lines go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.firmness import Firmness
from marketplace.domain.lives import ConfirmationState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from marketplace.models import Award, AwardConfirmation, GroupBuy
from marketplace.models.audit import record
from marketplace.services.notify import notify


def ask_confirmations(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    short: Mapping[UUID, Firmness],
    *,
    config: Config,
    now: datetime,
) -> list[AwardConfirmation]:
    """One question per carrier, due at the end of a working day; each carrier is told."""
    due_at = end_of_day(nth_working_day_after(local_day(now), config.confirm_days))
    asked = [
        AwardConfirmation(
            id=uuid4(),
            award_id=award.id,
            group_buy_id=award.group_buy_id,
            carrier_id=carrier_id,
            state=ConfirmationState.PENDING,
            awarded_mbps=firm.awarded_mbps,
            accepted_mbps=firm.accepted_mbps,
            asked_at=now,
            due_at=due_at,
        )
        for carrier_id, firm in sorted(short.items())
    ]
    session.add_all(asked)
    session.flush()
    for confirmation in asked:
        record(session, confirmation, "ask", by=None, now=now, to_state=str(confirmation.state))
        _tell(session, confirmation, group_buy, now)
    return asked


def _tell(
    session: Session, confirmation: AwardConfirmation, group_buy: GroupBuy, now: datetime
) -> None:
    notify(
        session,
        "confirmation_asked",
        to=[confirmation.carrier_id],
        roles=[Role.CARRIER],
        about=confirmation.id,
        path=f"/award-confirmations/{confirmation.id}",
        now=now,
        group_buy_id=group_buy.id,
        due_at=confirmation.due_at,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
