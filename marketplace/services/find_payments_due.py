"""What the parties of contracts owe each other now: invoices, payments, confirmations, answers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.db.local_date import end_of_local_day, local_date
from marketplace.domain.lives import InvoiceState, RemittanceState
from marketplace.models import Contract, DueItem, LineInvoice, Remittance
from marketplace.security.identity import Identity
from marketplace.services.find_contracts_due import NUMBERS
from marketplace.services.find_due_items import INVOICED
from marketplace.services.find_invoices import DUE_ON


def items_to_invoice(identity: Identity, now: Any) -> Any:
    """The carrier's contracts with items that are delivered and not invoiced, and how many."""
    return (
        _contracts(DueItem.id)
        .join(DueItem, DueItem.contract_id == Contract.id)
        .where(
            Contract.carrier_id == identity.organisation_id,
            DueItem.to_on <= local_date(now),
            ~INVOICED,
        )
    )


def invoices_to_pay(identity: Identity) -> Any:
    """The company's contracts with open invoices, and the end of the first day they are due."""
    return (
        _contracts(LineInvoice.id)
        .add_columns(end_of_local_day(sa.func.min(DUE_ON)).label("due_at"))
        .join(LineInvoice, LineInvoice.contract_id == Contract.id)
        .where(
            LineInvoice.member_id == identity.organisation_id,
            LineInvoice.state == InvoiceState.INVOICED,
        )
    )


def payments_to_confirm(identity: Identity) -> Any:
    """The carrier's contracts with transfers it has not answered."""
    return (
        _contracts(Remittance.id)
        .join(Remittance, Remittance.contract_id == Contract.id)
        .where(
            Contract.carrier_id == identity.organisation_id,
            Remittance.state == RemittanceState.RECORDED,
        )
    )


def disputes_to_answer(identity: Identity) -> Any:
    """Contracts with invoices that the other party disputes and that wait for the caller."""
    mine = identity.organisation_id
    return (
        _contracts(LineInvoice.id)
        .join(LineInvoice, LineInvoice.contract_id == Contract.id)
        .where(
            sa.or_(LineInvoice.member_id == mine, LineInvoice.carrier_id == mine),
            LineInvoice.state == InvoiceState.DISPUTED,
            LineInvoice.disputed_by != mine,
            LineInvoice.answered_at.is_(None),
        )
    )


def _contracts(counted: Any) -> Any:
    """Contracts by their numbers, with how many of something each has."""
    return (
        sa.select(Contract.id, *NUMBERS, sa.func.count(counted).label("count"))
        .group_by(Contract.id)
        .order_by(Contract.number)
    )
