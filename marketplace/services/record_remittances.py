"""A company records its bank transfers for invoices: reference, day, amount, account."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.invoice_amounts import yuan
from marketplace.domain.lives import InvoiceState, RemittanceState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import LineInvoice, Organisation, PayeeAccount, Remittance
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_invoice import (
    Asked,
    about_remittance,
    ask_at_invoice,
    facts_of_payment,
)
from marketplace.services.find_payee_accounts import accounts_of, payees_of
from marketplace.services.follow_payments import follow_payments
from marketplace.services.lock_invoice import lock_invoice
from marketplace.services.tell_payments import tell_of_invoice
from marketplace.services.void_invoice import counted_remittances

log = logging.getLogger(__name__)
OPEN = (InvoiceState.INVOICED, InvoiceState.DISPUTED)
"An invoice that is paid in full takes no more"


@dataclass(frozen=True)
class RemittanceWish:
    """One transfer for one invoice, in fen."""

    invoice_id: UUID
    reference: str
    paid_on: date
    amount_minor: int
    currency: str = "CNY"
    payee_account_id: UUID | None = None
    "None: the one that the invoice names"
    pointer: str = field(default="", compare=False)


def record_remittance(
    session: Session, *, invoice_id: UUID, identity: Identity, now: datetime, **stated: Any
) -> Remittance:
    """One transfer; with the last one the invoice is marked paid.

    Raises NotFound, Forbidden, Conflict (invoice_not_open), Invalid, Stopped.
    """
    wish = RemittanceWish(invoice_id, **stated)
    invoice = lock_payable(session, invoice_id, identity=identity)
    if faults := remittance_faults(session, wish, invoice, now=now):
        raise Invalid(faults)
    (remittance,) = keep_remittances(session, [(wish, invoice)], identity=identity, now=now)
    return remittance


def lock_payable(session: Session, invoice_id: UUID, *, identity: Identity) -> LineInvoice:
    """The company's own invoice, which takes a payment. Raises as above."""
    permission = Permission.INVOICE_PAY
    invoice = lock_invoice(session, invoice_id, permission=permission, identity=identity)
    if invoice.state not in OPEN:
        raise Conflict("invoice_not_open", state=str(invoice.state))
    return invoice


def remittance_faults(
    session: Session, wish: RemittanceWish, invoice: LineInvoice, *, now: datetime
) -> list[Fault]:
    """Everything at once, each at its field."""
    accounts = {account.id for account in accounts_of(session, [invoice.carrier_id])}
    faults = list(faults_of_remittance(wish, invoice.open_minor, accounts, local_day(now)))
    if wish.reference in {one.reference for one in counted_remittances(session, invoice)}:
        faults.append(Fault("/reference", "remittance_known"))
    return faults


def faults_of_remittance(
    wish: RemittanceWish, open_minor: int, accounts: Collection[UUID], today: date
) -> Iterator[Fault]:
    """Of one transfer, given what is open of its invoice in fen and its carrier's accounts."""
    if wish.amount_minor > open_minor:
        told = {"open_yuan": yuan(open_minor)}
        yield Fault("/amount_minor", "remittance_above_invoice", told)
    if wish.paid_on > today:
        yield Fault("/paid_on", "day_to_come")
    if wish.payee_account_id is not None and wish.payee_account_id not in accounts:
        yield Fault("/payee_account_id", "payee_account_unknown")


def keep_remittances(
    session: Session,
    wishes: Sequence[tuple[RemittanceWish, LineInvoice]],
    *,
    identity: Identity,
    now: datetime,
) -> list[Remittance]:
    """Ask the rules about all of them, then write them. Raises Stopped, and then none is there."""
    made = [_remittance(wish, invoice, identity, now) for wish, invoice in wishes]
    asked = _asked(session, made, wishes, now)
    ask_at_invoice(session, asked, by=identity, now=now)
    for remittance, (_, invoice) in zip(made, wishes, strict=True):
        _write(session, remittance, invoice, identity, now)
    return made


def _remittance(
    wish: RemittanceWish, invoice: LineInvoice, identity: Identity, now: datetime
) -> Remittance:
    return Remittance(
        id=uuid4(),
        invoice_id=invoice.id,
        contract_id=invoice.contract_id,
        group_buy_id=invoice.group_buy_id,
        carrier_id=invoice.carrier_id,
        reference=wish.reference,
        paid_on=wish.paid_on,
        amount_minor=wish.amount_minor,
        currency=wish.currency,
        payee_account_id=wish.payee_account_id or invoice.payee_account_id,
        state=RemittanceState.RECORDED,
        recorded_at=now,
        recorded_by=identity.user_id,
    )


def _asked(
    session: Session,
    made: Sequence[Remittance],
    wishes: Sequence[tuple[RemittanceWish, LineInvoice]],
    now: datetime,
) -> list[Asked]:
    """The facts of each payment; its carrier's names are looked up once for all."""
    carriers = {
        id_: session.get_one(Organisation, id_)
        for id_ in {invoice.carrier_id for _, invoice in wishes}
    }
    today = local_day(now)
    payees = {id_: payees_of(session, one, on=today) for id_, one in carriers.items()}
    asked: list[Asked] = []
    for remittance, (wish, invoice) in zip(made, wishes, strict=True):
        account = session.get_one(PayeeAccount, remittance.payee_account_id)
        carrier = carriers[invoice.carrier_id]
        facts = facts_of_payment(account, carrier, payees[carrier.id], currency=wish.currency)
        about = about_remittance(remittance, invoice, pointer=wish.pointer)
        asked.append((remittance, about, [facts]))
    return asked


def _write(
    session: Session,
    remittance: Remittance,
    invoice: LineInvoice,
    identity: Identity,
    now: datetime,
) -> None:
    session.add(remittance)
    session.flush()
    told: dict[str, Any] = {"amount_minor": remittance.amount_minor, "invoice": invoice.number}
    told |= {"reference": remittance.reference, "paid_on": remittance.paid_on.isoformat()}
    state = str(remittance.state)
    record(session, remittance, "record", by=identity, now=now, to_state=state, **told)
    invoice.remitted_minor += remittance.amount_minor
    follow_payments(invoice, by=identity, now=now)
    tell_of_invoice(
        session,
        "remittance_recorded",
        invoice,
        to=[invoice.carrier_id],
        now=now,
        about=remittance.id,
        reference=remittance.reference,
    )
    log.info("remittance_recorded", extra={"remittance_id": remittance.id})
