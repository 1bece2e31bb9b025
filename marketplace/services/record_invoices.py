"""A carrier records the e-invoices that it issued for due items of its contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ContractState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import Contract, DueItem, InvoiceItem, LineInvoice
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract
from marketplace.services.find_payee_accounts import accounts_of
from marketplace.services.invoice_wish import InvoiceWish, KnownOfInvoices, wish_faults
from marketplace.services.keep_invoices import keep_invoices


def record_invoice(
    session: Session, *, contract_id: UUID, identity: Identity, now: datetime, **stated: Any
) -> LineInvoice:
    """One invoice over items of the contract.

    Raises NotFound, Forbidden, Conflict (contract_not_in_force), Invalid, Stopped.
    """
    wish = InvoiceWish(contract_id, **stated)
    contracts = lock_contracts(session, [contract_id], identity=identity)
    known = known_of(session, [wish], contracts, now=now)
    if faults := list(wish_faults(wish, known)):
        raise Invalid(faults)
    (invoice,) = keep_invoices(session, [wish], contracts, known, identity=identity, now=now)
    return invoice


def lock_contracts(
    session: Session, contract_ids: Sequence[UUID], *, identity: Identity
) -> dict[UUID, Contract]:
    """The carrier's contracts by id, locked in one order by everybody. Raises as above."""
    order = sa.select(Contract.id).where(Contract.id.in_(contract_ids))
    order = order.order_by(Contract.group_buy_id, Contract.id)
    found = session.scalars(order).all() or contract_ids
    contracts = {}
    for contract_id in found:
        contract, _ = lock_contract(session, contract_id)
        require(Permission.INVOICE_RECORD, identity, contract)
        if contract.state not in (ContractState.IN_FORCE, ContractState.COMPLETED):
            raise Conflict("contract_not_in_force", state=str(contract.state))
        contracts[contract.id] = contract
    return contracts


def known_of(
    session: Session,
    wishes: Sequence[InvoiceWish],
    contracts: dict[UUID, Contract],
    *,
    now: datetime,
) -> KnownOfInvoices:
    """What the wishes are held against: a handful of queries, however many they are."""
    ids = {one for wish in wishes for one in wish.item_ids}
    items = session.scalars(
        sa.select(DueItem).where(DueItem.id.in_(ids)).options(joinedload(DueItem.contract_line))
    )
    invoiced = sa.select(InvoiceItem.due_item_id).where(
        InvoiceItem.due_item_id.in_(ids), InvoiceItem.ended_at.is_(None)
    )
    numbers = sa.select(LineInvoice.seller_uscc, LineInvoice.number).where(
        LineInvoice.number.in_({wish.number for wish in wishes})
    )
    return KnownOfInvoices(
        {item.id: item for item in items},
        frozenset(session.scalars(invoiced)),
        accounts_of(session, {contract.carrier_id for contract in contracts.values()}),
        frozenset((row.seller_uscc, row.number) for row in session.execute(numbers)),
        local_day(now),
    )


def faults_at(pointer: str, faults: Sequence[Fault]) -> list[Fault]:
    """The faults of one thing, where it stands in the request."""
    return [Fault(pointer + fault.pointer, fault.code, fault.params) for fault in faults]
