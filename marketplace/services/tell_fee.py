"""Tell a payer of its service fee: invoiced, due, paid, taken back. Never an amount."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.fee_table import Payer
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day
from marketplace.models import FeeCredit, ServiceFee
from marketplace.services.notify import notify
from marketplace.services.tell_deposit import platforms

ROLE = {Payer.MEMBER: Role.MEMBER, Payer.CARRIER: Role.CARRIER}


def tell_fee(
    session: Session,
    event: str,
    fee: ServiceFee,
    *,
    now: datetime,
    about: str = "",
    due: bool = False,
    **params: str | int,
) -> None:
    """Every user of the payer who acts in the contract; the same about the same fee once."""
    notify(
        session,
        event,
        to=[fee.organisation_id],
        roles=[ROLE[fee.payer]],
        about=f"{fee.id}{about}",
        path=f"/fees/{fee.id}",
        now=now,
        group_buy_id=fee.group_buy_id,
        due_at=end_of_day(fee.due_on) if due and fee.due_on else None,
        number=fee.number,
        contract=fee.contract.number,
        due_on=str(fee.due_on or ""),
        **params,
    )


def tell_operators_of_fee(
    session: Session,
    event: str,
    fee: ServiceFee,
    *,
    now: datetime,
    about: str = "",
    due_at: datetime | None = None,
) -> None:
    """The platform's operators: something of it is theirs to do."""
    notify(
        session,
        event,
        to=platforms(session),
        roles=[Role.OPERATOR],
        about=f"{fee.id}{about}",
        path=f"/fees/{fee.id}",
        now=now,
        group_buy_id=fee.group_buy_id,
        due_at=due_at,
        number=fee.number,
    )


def tell_credit(session: Session, credit: FeeCredit, *, now: datetime) -> None:
    """A credit note was made."""
    tell_fee(
        session, "fee_credited", credit.fee, now=now, about=f" {credit.id}", note=credit.number
    )
