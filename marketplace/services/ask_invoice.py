"""The gate of invoices and payments: asked of every invoice, payment and account that is stated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import Facts, InvoiceFacts, PaymentFacts
from marketplace.domain.compliance.facts.money import Supply
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.working_days import local_day
from marketplace.models import LineInvoice, Organisation, PayeeAccount, Remittance
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import refuse_stopped
from marketplace.services.find_payee_accounts import Payees, payees_of
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_findings, record_asking

NAMES = UUID("0b8f5c1e-5f0e-5a52-9d0c-6e1f7b7d3a10")
"Names invoices by their numbers, and what is asked of transfers and accounts by what they say"
Asked = tuple[Any, About, list[Facts]]
"The thing itself, what is said of whom, and its facts"


def ask_at_invoice(
    session: Session, asked: Sequence[Asked], *, by: Identity, now: datetime
) -> None:
    """Every rule about all of them at once; what is said is kept and in the audit log.

    What stops a thing is kept under a name made of what it says: sent again it adds nothing, and
    a decision stands. Raises Stopped with every reject, and every hold that nobody decided.
    """
    things = [(about, facts) for _, about, facts in asked]
    found = judge(session, things, gates=[Gate.INVOICE], by=by, now=now)
    refuse_stopped(found, by, holds_stop=True)
    keep_findings(session, found.rows)
    for thing, about, _ in asked:
        rows = [row for row in found.rows if row["subject_id"] == str(about.subject_id)]
        record_asking(session, thing, rows, by=by, now=now)


def named(*parts: object) -> UUID:
    """The same id for the same parts."""
    return uuid5(NAMES, ":".join(map(str, parts)))


def about_invoice(invoice: LineInvoice, *, pointer: str = "", path: str | None = None) -> About:
    """Of the carrier, who can have another one issued."""
    return About(
        "line_invoice",
        invoice.id,
        invoice.carrier_id,
        invoice.group_buy_id,
        path=path or f"/line-money/contracts/{invoice.contract_id}#f-",
        pointer=pointer,
        whole_request=not pointer,
    )


def about_remittance(remittance: Remittance, invoice: LineInvoice, *, pointer: str = "") -> About:
    """Of the company, who pays."""
    return About(
        "remittance",
        named("remittance", invoice.id, remittance.reference),
        invoice.member_id,
        invoice.group_buy_id,
        path=f"/line-money/invoices/{invoice.id}#f-",
        pointer=pointer,
        whole_request=not pointer,
    )


def about_account(account: PayeeAccount) -> About:
    path = "/line-money/accounts#f-"
    name = named("account", account.carrier_id, account.account_name, account.account_number)
    return About("payee_account", name, account.carrier_id, path=path, whole_request=True)


def facts_of_invoice(
    invoice: LineInvoice, *, carrier_uscc: str, member_uscc: str, **days: Any
) -> InvoiceFacts:
    """As printed on it, beside who the parties are; a line is a basic telecom service."""
    return InvoiceFacts(
        number=invoice.number,
        seller_uscc=invoice.seller_uscc,
        carrier_uscc=carrier_uscc,
        buyer_uscc=invoice.buyer_uscc,
        member_uscc=member_uscc,
        supply=Supply.BASIC_TELECOM,
        vat_bps=invoice.vat_bps,
        issued_on=invoice.issued_on,
        tax_due_on=invoice.tax_due_on,
        **days,
    )


def facts_of_payment(
    account: PayeeAccount, carrier: Organisation, payees: Payees, *, currency: str = "CNY"
) -> PaymentFacts:
    """To which account, in which currency. Lines are paid at home, to the carrier itself."""
    known = account.uscc in payees.by_uscc
    return PaymentFacts(
        payee_uscc=account.uscc,
        carrier_uscc=account.uscc if known else carrier.uscc,
        payee_named=payees.named(account.uscc, account.account_name),
        payee_licensed_split=False,
        currency=currency,
        abroad=False,
    )


def ask_account(session: Session, account: PayeeAccount, *, by: Identity, now: datetime) -> None:
    """Of an account that its carrier states. Raises Stopped."""
    carrier = session.get_one(Organisation, account.carrier_id)
    payees = payees_of(session, carrier, on=local_day(now))
    facts: list[Facts] = [facts_of_payment(account, carrier, payees)]
    ask_at_invoice(session, [(account, about_account(account), facts)], by=by, now=now)
