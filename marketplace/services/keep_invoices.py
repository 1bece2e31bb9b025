"""Invoices that are right in themselves: the rules are asked about all, then they are written."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import InvoiceState
from marketplace.domain.payment_due import DueRule, dues_of
from marketplace.domain.uscc import is_public_body
from marketplace.domain.working_days import local_day
from marketplace.i18n.contract_texts import PAYMENT_DAYS
from marketplace.models import Contract, DueItem, InvoiceItem, LineInvoice
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.ask_contract import is_small_firm
from marketplace.services.ask_invoice import (
    Asked,
    about_invoice,
    ask_at_invoice,
    facts_of_invoice,
    facts_of_payment,
    named,
)
from marketplace.services.find_payee_accounts import Payees, payees_of
from marketplace.services.invoice_wish import InvoiceWish, KnownOfInvoices
from marketplace.services.tell_payments import tell_of_invoice

log = logging.getLogger(__name__)


def keep_invoices(
    session: Session,
    wishes: Sequence[InvoiceWish],
    contracts: dict[UUID, Contract],
    known: KnownOfInvoices,
    *,
    identity: Identity,
    now: datetime,
) -> list[LineInvoice]:
    """Ask the rules about all of them, then write them. Raises Stopped, and then none is there."""
    small = {one.id: bool(is_small_firm(session, one)) for one in contracts.values()}
    made = []
    for wish in wishes:
        contract, items = contracts[wish.contract_id], known.items_of(wish)
        dues = _dues(contract, items, now=now, small=small[contract.id])
        made.append(_invoice(wish, contract, items, known, dues, identity, now))
    carriers = {one.carrier_id: one.carrier for one in contracts.values()}
    payees = {id_: payees_of(session, one, on=known.today) for id_, one in carriers.items()}
    asked = [
        _asked(invoice, contracts[wish.contract_id], wish, known, payees)
        for invoice, wish in zip(made, wishes, strict=True)
    ]
    ask_at_invoice(session, asked, by=identity, now=now)
    for invoice, wish in zip(made, wishes, strict=True):
        _write(session, invoice, known.items_of(wish), identity, now)
    return made


def _dues(
    contract: Contract, items: Sequence[DueItem], *, now: datetime, small: bool
) -> dict[str, Any]:
    """By when it is due, as columns; the term runs from the last day of what it is for."""
    dues = dues_of(
        items[-1].to_on,
        local_day(now),
        payment_days=PAYMENT_DAYS.get(contract.terms_version or ""),
        small_carrier=small,
        public_payer=is_public_body(contract.member.uscc),
    )
    by_contract = next((due.on for due in dues if due.rule == DueRule.CONTRACT), None)
    by_law = next((due for due in dues if due.rule != DueRule.CONTRACT), None)
    return {
        "delivered_on": items[-1].to_on,
        "contract_due_on": by_contract,
        "legal_due_on": by_law and by_law.on,
        "legal_rule": by_law and by_law.rule,
    }


def _invoice(
    wish: InvoiceWish,
    contract: Contract,
    items: Sequence[DueItem],
    known: KnownOfInvoices,
    dues: dict[str, Any],
    identity: Identity,
    now: datetime,
) -> LineInvoice:
    account = known.account_of(wish)
    assert account is not None  # a fault otherwise
    return LineInvoice(
        id=named("invoice", wish.seller_uscc, wish.number),
        contract_id=contract.id,
        group_buy_id=contract.group_buy_id,
        member_id=contract.member_id,
        carrier_id=contract.carrier_id,
        number=wish.number,
        issued_on=wish.issued_on,
        seller_uscc=wish.seller_uscc,
        buyer_uscc=wish.buyer_uscc,
        currency=wish.currency,
        vat_bps=wish.vat_bps,
        net_minor=wish.net_minor,
        vat_minor=wish.vat_minor,
        gross_minor=wish.gross_minor,
        difference_reason=wish.difference_reason,
        tax_due_on=wish.tax_due_on or tax_time(wish.issued_on, items),
        payee_account_id=account.id,
        state=InvoiceState.INVOICED,
        remitted_minor=0,
        received_minor=0,
        recorded_at=now,
        recorded_by=identity.user_id,
        **dues,
    )


def tax_time(issued_on: date, items: Sequence[DueItem]) -> date:
    """The day of the claim to payment, or of the invoice if that came first (PAY-06)."""
    return min(issued_on, items[0].to_on)


def _asked(
    invoice: LineInvoice,
    contract: Contract,
    wish: InvoiceWish,
    known: KnownOfInvoices,
    payees: dict[UUID, Payees],
) -> Asked:
    carrier, account = contract.carrier, known.account_of(wish)
    assert account is not None
    claimed = known.items_of(wish)[0].to_on
    facts = facts_of_invoice(
        invoice, carrier_uscc=carrier.uscc, member_uscc=contract.member.uscc, claimed_on=claimed
    )
    paid = facts_of_payment(account, carrier, payees[carrier.id], currency=wish.currency)
    return invoice, about_invoice(invoice, pointer=wish.pointer), [facts, paid]


def _write(
    session: Session,
    invoice: LineInvoice,
    items: Sequence[DueItem],
    identity: Identity,
    now: datetime,
) -> None:
    session.add(invoice)
    session.flush()
    session.add_all(
        InvoiceItem(
            invoice_id=invoice.id,
            due_item_id=item.id,
            contract_id=item.contract_id,
            group_buy_id=item.group_buy_id,
        )
        for item in items
    )
    told: dict[str, Any] = {"number": invoice.number, "gross_minor": invoice.gross_minor}
    told |= {"items": len(items), "difference": invoice.difference_reason or None}
    record(session, invoice, "issue", by=identity, now=now, to_state=str(invoice.state), **told)
    tell_of_invoice(session, "invoice_recorded", invoice, to=[invoice.member_id], now=now)
    log.info("invoice_recorded", extra={"invoice_id": invoice.id, "items": len(items)})
