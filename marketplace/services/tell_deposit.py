"""Tell a member of its deposit, and the operators of what they have to do about one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import OrganisationKind, Role
from marketplace.models import Deposit, DepositClaim, Organisation
from marketplace.services.notify import notify
from marketplace.services.tell_of_turn import ORGANISERS


def tell_deposit(
    session: Session,
    deposit: Deposit,
    event: str,
    *,
    now: datetime,
    about: UUID | str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Its member, who acts or reads on the deposit's own page."""
    _tell(session, deposit, event, [deposit.member_id], Role.MEMBER, now, about, due_at)


def tell_organiser_of_deposit(
    session: Session, deposit: Deposit, event: str, *, now: datetime
) -> None:
    """That lines left for want of the deposit; not whose."""
    group_buy = deposit.group_buy
    notify(
        session,
        event,
        to=[group_buy.organiser_id],
        roles=ORGANISERS,
        about=deposit.id,
        path=f"/group-buys/{group_buy.id}/deposits",
        group_buy_id=group_buy.id,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )


def tell_operators(
    session: Session,
    deposit: Deposit,
    event: str,
    *,
    now: datetime,
    about: UUID | str | None = None,
    due_at: datetime | None = None,
) -> None:
    """The platform's operators: something of it is theirs to do."""
    _tell(session, deposit, event, platforms(session), Role.OPERATOR, now, about, due_at)


def tell_reviewers(
    session: Session, deposit: Deposit, event: str, claim: DepositClaim, *, now: datetime
) -> None:
    """A claim, or the member's complaint of what was decided, waits for a decision."""
    due = claim.decide_due_at
    _tell(session, deposit, event, platforms(session), Role.REVIEWER, now, claim.id, due)


def tell_carrier(
    session: Session, deposit: Deposit, event: str, claim: DepositClaim, *, now: datetime
) -> None:
    """What became of its claim."""
    _tell(session, deposit, event, [claim.carrier_id], Role.CARRIER, now, claim.id, None)


def platforms(session: Session) -> list[UUID]:
    query = sa.select(Organisation.id).where(Organisation.kind == OrganisationKind.PLATFORM)
    return list(session.scalars(query))


def _tell(
    session: Session,
    deposit: Deposit,
    event: str,
    to: list[UUID],
    role: Role,
    now: datetime,
    about: UUID | str | None,
    due_at: datetime | None,
) -> None:
    group_buy = deposit.group_buy
    path = f"/deposits/{deposit.id}" if role is not Role.CARRIER else "/deposit-claims"
    notify(
        session,
        event,
        to=to,
        roles=[role],
        about=about or deposit.id,
        path=path,
        group_buy_id=deposit.group_buy_id,
        due_at=due_at,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
