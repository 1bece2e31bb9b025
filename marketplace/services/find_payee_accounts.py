"""Reads of payee accounts: the carrier's own, its customers'; overseers see them masked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ContractState, PayeeAccountState
from marketplace.domain.payee_account import named_for
from marketplace.errors import NotFound
from marketplace.models import Contract, Organisation, PayeeAccount
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import sees_every_award
from marketplace.services.find_carrier_facts import find_counting_licences

SERVED = (ContractState.IN_FORCE, ContractState.COMPLETED)


@dataclass(frozen=True)
class AccountSeen:
    """An account with as much of its number as the reader is shown."""

    account: PayeeAccount
    number: str
    "whole for the carrier and its customers, masked for others"
    before: AccountSeen | None = None
    "the account in whose place it stands"


def visible_accounts(
    identity: Identity, *, carrier_id: UUID | None = None, standing: bool = False
) -> sa.Select[PayeeAccount]:
    """The accounts that the caller may see, the newest first; lists show them masked."""
    order = (PayeeAccount.stated_at.desc(), PayeeAccount.id)
    query = sa.select(PayeeAccount).options(joinedload(PayeeAccount.carrier)).order_by(*order)
    if carrier_id is not None:
        query = query.where(PayeeAccount.carrier_id == carrier_id)
    if standing:
        query = query.where(PayeeAccount.state == PayeeAccountState.STANDING)
    if sees_every_award(identity):
        return query
    mine = identity.organisation_id
    serves_me = sa.exists().where(
        Contract.carrier_id == PayeeAccount.carrier_id,
        Contract.member_id == mine,
        Contract.state.in_(SERVED),
    )
    return query.where(sa.or_(PayeeAccount.carrier_id == mine, serves_me))


def find_account(session: Session, account_id: UUID, *, identity: Identity) -> AccountSeen:
    """One account with the one before it. Raises NotFound to all but those who may see it."""
    require(Permission.MARKET_READ, identity)
    query = visible_accounts(identity).where(PayeeAccount.id == account_id)
    account = session.scalars(query.options(joinedload(PayeeAccount.replaces))).one_or_none()
    if account is None:
        raise NotFound()
    return account_seen(account, whole=not sees_every_award(identity))


def account_seen(account: PayeeAccount, *, whole: bool) -> AccountSeen:
    """The account and its predecessor, with whole numbers or masked ones."""
    before = account.replaces
    return AccountSeen(
        account,
        account.account_number if whole else account.masked_number,
        None if before is None else AccountSeen(before, _shown(before, whole)),
    )


def _shown(account: PayeeAccount, whole: bool) -> str:
    return account.account_number if whole else account.masked_number


def lock_account(session: Session, account_id: UUID, *, identity: Identity) -> PayeeAccount:
    """The carrier's own account, locked. Raises NotFound, Forbidden."""
    query = sa.select(PayeeAccount).where(PayeeAccount.id == account_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    account = session.scalars(locked).one_or_none()
    if account is None:
        raise NotFound()
    require(Permission.PAYEE_ACCOUNT_MANAGE, identity, account)
    return account


def accounts_of(session: Session, carrier_ids: Collection[UUID]) -> Sequence[PayeeAccount]:
    """Every account that the carriers ever stated, the newest first."""
    query = sa.select(PayeeAccount).where(PayeeAccount.carrier_id.in_(carrier_ids))
    return session.scalars(query.order_by(PayeeAccount.stated_at.desc())).all()


@dataclass(frozen=True)
class Payees:
    """Who may be paid for a carrier: itself, and the legal person whose branch it is."""

    by_uscc: dict[str, str]
    "legal name by credit code"

    def named(self, uscc: str, account_name: str) -> bool:
        """Whether the account is in the name of whose code it states, or of one of its branches."""
        names = [self.by_uscc[uscc]] if uscc in self.by_uscc else self.by_uscc.values()
        return any(named_for(account_name, name) for name in names)


def payees_of(session: Session, carrier: Organisation, *, on: date) -> Payees:
    """By its registration, and by its verified licences that are valid that day."""
    licences = find_counting_licences(session, carrier.id, on=on)
    held = {one.legal_person: one.holder_name for one in licences if one.branch and one.holder_name}
    return Payees(held | {carrier.uscc: carrier.name_zh})
