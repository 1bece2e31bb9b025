"""One deposit: to read with all that belongs to it, and locked for a move."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.errors import NotFound
from marketplace.models import Deposit, DepositClaim, DepositTry, Participation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

WHOLE = (
    joinedload(Deposit.group_buy),
    joinedload(Deposit.member),
    selectinload(Deposit.tries),
    selectinload(Deposit.payments),
    selectinload(Deposit.returns),
    selectinload(Deposit.claims).joinedload(DepositClaim.carrier),
    selectinload(Deposit.claims).joinedload(DepositClaim.contract),
)


def find_deposit(session: Session, deposit_id: UUID, *, identity: Identity) -> Deposit:
    """With its money and claims; NotFound to all but its member and those who look after it."""
    query = sa.select(Deposit).where(Deposit.id == deposit_id).options(*WHOLE)
    deposit = session.scalars(query).one_or_none()
    if deposit is None:
        raise NotFound()
    require(Permission.DEPOSIT_READ, identity, deposit)
    return deposit


def lock_deposit(session: Session, deposit_id: UUID) -> Deposit:
    """Locked until the transaction ends, as it stands now. Raises NotFound."""
    locked = sa.select(Deposit.id).where(Deposit.id == deposit_id).with_for_update()
    if session.scalar(locked) is None:
        raise NotFound()
    query = sa.select(Deposit).where(Deposit.id == deposit_id).options(*WHOLE)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_try(session: Session, try_id: UUID) -> tuple[Deposit, DepositTry]:
    """A page or charge as it stands now, with its deposit, which is locked."""
    deposit = lock_deposit(session, session.get_one(DepositTry, try_id).deposit_id)
    return deposit, next(one for one in deposit.tries if one.id == try_id)


def own_deposit(session: Session, stay: Participation | None) -> Deposit | None:
    """The deposit of the caller's own stay in a group buy; None when none is asked."""
    if stay is None:
        return None
    query = sa.select(Deposit).where(Deposit.participation_id == stay.id).options(*WHOLE)
    return session.scalars(query).one_or_none()
