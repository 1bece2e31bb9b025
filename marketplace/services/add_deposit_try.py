"""The intent to open a page of Stripe, or to charge there, as a row of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from marketplace.domain.lives import TryState
from marketplace.models import Deposit, DepositTry, TryKind
from marketplace.models.audit import record
from marketplace.security.identity import Identity


def add_try(
    session: Session,
    deposit: Deposit,
    kind: TryKind,
    *,
    now: datetime,
    by: Identity | None = None,
    language: str = "zh",
) -> DepositTry:
    """The intent to open a page or to charge; the database lets one live at a time."""
    one = DepositTry(
        id=uuid4(),
        deposit_id=deposit.id,
        group_buy_id=deposit.group_buy_id,
        number=len(deposit.tries) + 1,
        kind=kind,
        state=TryState.ASKED,
        amount_minor=deposit.amount_minor,
        language=language,
        asked_at=now,
        asked_by=by.user_id if by else None,
        fault="",
    )
    deposit.tries.append(one)
    session.flush()
    record(session, one, "ask", by=by, now=now, to_state=str(one.state), kind=str(kind))
    return one
