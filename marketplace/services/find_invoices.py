"""Reads of invoices of lines: each party its own, observers and reviewers all; no organiser's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.lives import InvoiceState
from marketplace.domain.payment_due import Late, lateness
from marketplace.domain.payment_next import PaymentStep, next_of_invoice
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import Contract, DueItem, InvoiceItem, LineInvoice, Remittance
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import sees_every_award
from marketplace.services.find_invoice_moves import InvoiceMove, find_invoice_moves
from marketplace.services.find_payee_accounts import AccountSeen, account_seen

DUE_ON = sa.func.least(LineInvoice.contract_due_on, LineInvoice.legal_due_on)
"The earliest day by which it is due; null when no rule sets one"


@dataclass(frozen=True)
class InvoiceSeen:
    """An invoice with what is next about it and by how many days it is late, by which rule."""

    invoice: LineInvoice
    today: date

    @property
    def late(self) -> list[Late]:
        if self.invoice.state != InvoiceState.INVOICED:
            return []
        return lateness(self.invoice.dues, self.today)

    @property
    def days_late(self) -> int:
        return max((late.days for late in self.late), default=0)

    @property
    def next(self) -> PaymentStep:
        one = self.invoice
        return next_of_invoice(
            one.state,
            by_member=one.disputed_by == one.member_id,
            answered=one.answered_at is not None,
            unanswered_minor=one.remitted_minor - one.received_minor,
        )


def visible_invoices(
    identity: Identity,
    *,
    now: datetime,
    state: InvoiceState | None = None,
    contract_id: UUID | None = None,
    counterparty_id: UUID | None = None,
    month: date | None = None,
    overdue: bool = False,
) -> sa.Select[LineInvoice]:
    """The invoices that the caller may see, the newest first. `month`: any day of that of issue."""
    query = (
        sa.select(LineInvoice)
        .options(
            joinedload(LineInvoice.contract).options(
                joinedload(Contract.member), joinedload(Contract.carrier)
            )
        )
        .order_by(LineInvoice.issued_on.desc(), LineInvoice.number.desc())
    )
    if state is not None:
        query = query.where(LineInvoice.state == state)
    if contract_id is not None:
        query = query.where(LineInvoice.contract_id == contract_id)
    if counterparty_id is not None:
        parties = (LineInvoice.member_id, LineInvoice.carrier_id)
        query = query.where(sa.or_(*(one == counterparty_id for one in parties)))
    if month is not None:
        first = month.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        query = query.where(LineInvoice.issued_on >= first, LineInvoice.issued_on < following)
    if overdue:
        query = query.where(is_overdue(local_day(now)))
    return query.where(own_payments(identity, LineInvoice))


def own_payments(identity: Identity, kind: Any) -> sa.ColumnElement[bool]:
    """SQL: the caller is a party to the contract, or sees all. `kind` has member and carrier."""
    if sees_every_award(identity):
        return sa.true()
    mine = identity.organisation_id
    return sa.or_(kind.member_id == mine, kind.carrier_id == mine)


@dataclass(frozen=True)
class OwnSide:
    """Whatever the caller's organisation is a party to, when no single thing is named."""

    member_id: UUID
    carrier_id: UUID


def own_side(identity: Identity) -> OwnSide:
    return OwnSide(identity.organisation_id, identity.organisation_id)


def is_overdue(today: date) -> sa.ColumnElement[bool]:
    """SQL: it is not said to be paid, and a day by which it was due is over."""
    return sa.and_(LineInvoice.state == InvoiceState.INVOICED, today > DUE_ON)


def seen(invoices: list[LineInvoice], *, now: datetime) -> list[InvoiceSeen]:
    today = local_day(now)
    return [InvoiceSeen(one, today) for one in invoices]


@dataclass(frozen=True)
class InvoiceWhole(InvoiceSeen):
    """The same with the account as the reader is shown it."""

    account: AccountSeen
    moves: list[InvoiceMove]

    @property
    def account_changed(self) -> bool:
        """Whether another account stood there when it was recorded."""
        return self.invoice.payee_account.stated_at > self.invoice.recorded_at


def find_invoice(
    session: Session, invoice_id: UUID, *, identity: Identity, now: datetime
) -> InvoiceWhole:
    """One invoice with items, account and remittances; NotFound to all but parties, overseers."""
    query = visible_invoices(identity, now=now).where(LineInvoice.id == invoice_id)
    invoice = session.scalars(
        query.options(
            selectinload(LineInvoice.items)
            .joinedload(InvoiceItem.due_item)
            .joinedload(DueItem.contract_line),
            selectinload(LineInvoice.remittances).joinedload(Remittance.payee_account),
            joinedload(LineInvoice.payee_account),
            joinedload(LineInvoice.replaced_by),
        )
    ).one_or_none()
    if invoice is None:
        raise NotFound()
    require(Permission.PAYMENT_READ, identity, invoice)
    whole = not sees_every_award(identity)
    account = account_seen(invoice.payee_account, whole=whole)
    return InvoiceWhole(invoice, local_day(now), account, find_invoice_moves(session, invoice))
