"""A contract's money from schedule to payment, for its two parties and overseers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.models import Contract, PayeeAccount
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import find_contract
from marketplace.services.find_due_items import DueItemSeen, visible_due_items, with_invoices
from marketplace.services.find_invoices import InvoiceSeen, seen, visible_invoices
from marketplace.services.find_payee_accounts import visible_accounts
from marketplace.services.find_payment_totals import PaymentTotals, find_payment_totals


@dataclass(frozen=True)
class ContractPayments:
    """Everything that is due under the contract, and what became of it."""

    contract: Contract
    totals: PaymentTotals
    items: list[DueItemSeen]
    invoices: list[InvoiceSeen]
    payee_accounts: Sequence[PayeeAccount]
    "of the carrier, those that stand"


def find_contract_payments(
    session: Session, contract_id: UUID, *, identity: Identity, now: datetime
) -> ContractPayments:
    """As many queries for many lines as for one. Raises NotFound to all but those who may read."""
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.PAYMENT_READ, identity, contract)
    items = session.scalars(visible_due_items(identity, now=now, contract_id=contract_id)).all()
    invoices = visible_invoices(identity, now=now, contract_id=contract_id)
    accounts = visible_accounts(identity, carrier_id=contract.carrier_id, standing=True)
    return ContractPayments(
        contract,
        find_payment_totals(session, identity=identity, now=now, contract_id=contract_id),
        with_invoices(session, items, now=now),
        seen(list(session.scalars(invoices)), now=now),
        session.scalars(accounts).all(),
    )
