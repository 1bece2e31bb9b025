"""A carrier states the account it is paid to, puts another in its place, or withdraws it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    InvoiceState,
    PayeeAccountEvent,
    PayeeAccountState,
)
from marketplace.errors import Conflict, invalid
from marketplace.models import LineInvoice, Organisation, PayeeAccount
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_invoice import ask_account
from marketplace.services.find_payee_accounts import lock_account
from marketplace.services.tell_payments import tell_account_changed

OPEN = (InvoiceState.INVOICED, InvoiceState.PAID, InvoiceState.DISPUTED)


def state_payee_account(
    session: Session, *, identity: Identity, now: datetime, **stated: Any
) -> PayeeAccount:
    """An account beside those that stand. Raises NotFound, Forbidden, Invalid, Stopped."""
    account = _new(identity.organisation_id, identity, now, stated)
    require(Permission.PAYEE_ACCOUNT_MANAGE, identity, account)
    _refuse_known(session, account)
    return _keep(session, account, identity, now)


def replace_payee_account(
    session: Session, account: PayeeAccount, *, identity: Identity, now: datetime, **stated: Any
) -> PayeeAccount:
    """The account in the other's place. Open invoices name it from now on, and their companies
    are told with the old and the new.

    The same again changes nothing. Raises IllegalMove, Invalid, Stopped.
    """
    if all(getattr(account, name) == value for name, value in stated.items()):
        return account
    new = _new(account.carrier_id, identity, now, stated)
    new.replaces_id = account.id
    account.advance(PayeeAccountEvent.REPLACE, by=identity, now=now)
    account.ended_at = now
    session.flush()
    _refuse_known(session, new)
    _keep(session, new, identity, now)
    invoices = open_invoices(session, account.id)
    for invoice in invoices:
        invoice.payee_account_id = new.id
        told: dict[str, Any] = {"before": account.masked_number, "after": new.masked_number}
        record(session, invoice, "change_account", by=identity, now=now, **told)
    carrier = session.get_one(Organisation, account.carrier_id)
    members = {invoice.member_id for invoice in invoices}
    tell_account_changed(session, account, new, carrier=carrier, members=members, now=now)
    return new


def withdraw_payee_account(
    session: Session, *, account_id: UUID, identity: Identity, now: datetime
) -> PayeeAccount:
    """Raises NotFound, Forbidden, IllegalMove, Conflict while an open invoice names it."""
    account = lock_account(session, account_id, identity=identity)
    if open_invoices(session, account.id):
        raise Conflict("payee_account_in_use")
    account.advance(PayeeAccountEvent.WITHDRAW, by=identity, now=now)
    account.ended_at = now
    return account


def open_invoices(session: Session, account_id: UUID) -> Sequence[LineInvoice]:
    """Those that name the account and are not paid or void yet, locked."""
    query = (
        sa.select(LineInvoice)
        .where(LineInvoice.payee_account_id == account_id, LineInvoice.state.in_(OPEN))
        .order_by(LineInvoice.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).all()


def _new(
    carrier_id: UUID, identity: Identity, now: datetime, stated: dict[str, Any]
) -> PayeeAccount:
    return PayeeAccount(
        id=uuid4(),
        carrier_id=carrier_id,
        state=PayeeAccountState.STANDING,
        stated_at=now,
        stated_by=identity.user_id,
        **stated,
    )


def _refuse_known(session: Session, account: PayeeAccount) -> None:
    known = sa.select(PayeeAccount.id).where(
        PayeeAccount.carrier_id == account.carrier_id,
        PayeeAccount.account_number == account.account_number,
        PayeeAccount.state == PayeeAccountState.STANDING,
    )
    if session.scalar(known) is not None:
        raise invalid("/account_number", "payee_account_known")


def _keep(
    session: Session, account: PayeeAccount, identity: Identity, now: datetime
) -> PayeeAccount:
    ask_account(session, account, by=identity, now=now)
    session.add(account)
    session.flush()
    told: dict[str, Any] = {
        "account": account.masked_number,
        "bank": account.bank,
        "uscc": account.uscc,
    }
    record(session, account, "state", by=identity, now=now, to_state=str(account.state), **told)
    return account
