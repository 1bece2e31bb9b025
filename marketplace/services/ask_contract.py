"""The gate of a contract, asked when a party signs, and of a line that is to go live."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import (
    ContractFacts,
    DepositFacts,
    ExportFilingFacts,
    Facts,
    ServiceFacts,
)
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.uscc import is_public_body
from marketplace.domain.working_days import local_day
from marketplace.i18n.contract_texts import PAYMENT_DAYS
from marketplace.models import Award, Contract, ContractLine, Quote
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate
from marketplace.services.ask_lines import UNTIL_LOCK, things_of_late
from marketplace.services.ask_service import about_delivery, about_service, facts_of_delivery
from marketplace.services.find_archive_facts import find_facts_of_lines
from marketplace.services.find_export_standing import export_filing_facts
from marketplace.services.judge_findings import About, judge


def ask_contract(session: Session, contract: Contract, *, by: Identity, now: datetime) -> None:
    """Raises Stopped with everything that keeps the contract from being signed.

    Of lines that came after the lock, that is also what joining and the lock ask.
    """
    things: list[tuple[About, list[Facts]]] = [
        (about_contract(contract), [facts_of_contract(session, contract), DepositFacts()])
    ]
    rows = contract.standing_lines
    archives = find_facts_of_lines(session, [row.line for row in rows])
    for row, found in zip(rows, archives, strict=True):
        things.append((about_row(contract, row), [found.archive]))
    late = things_of_late(session, [row.line for row in rows])
    besides = judge(session, late, gates=UNTIL_LOCK, by=by, now=now)
    ask_at_gate(session, contract, things, gates=[Gate.CONTRACT], by=by, now=now, besides=besides)


def ask_activation(
    session: Session,
    contract: Contract,
    row: ContractLine,
    live_on: date,
    *,
    by: Identity,
    now: datetime,
) -> None:
    """Raises Stopped with everything that keeps the line from going live.

    Each data export of the line is a thing of its own. A member that named none is asked about one
    that nothing is known of.
    """
    exports = export_filing_facts(
        session, member_id=contract.member_id, line_id=row.line_id, on=local_day(now)
    )
    things: list[tuple[About, list[Facts]]] = [
        (about_delivery(contract, row), [facts_of_delivery(row, live_on)]),
        (about_service(contract, row), [ServiceFacts(live_on=live_on)]),
    ]
    if not exports:
        things.append((about_row(contract, row), [ExportFilingFacts()]))
    things += [(about_export(contract, UUID(one.ref)), [one]) for one in exports]
    ask_at_gate(session, row, things, gates=[Gate.ACTIVATION], by=by, now=now)


def about_contract(contract: Contract) -> About:
    path = f"/contracts/{contract.id}"
    return About("contract", contract.id, contract.member_id, contract.group_buy_id, path=path)


def about_row(contract: Contract, row: ContractLine) -> About:
    path = f"/contracts/{contract.id}"
    return About("contract_line", row.id, contract.member_id, contract.group_buy_id, path=path)


def about_export(contract: Contract, export_id: UUID) -> About:
    """Of the member, whatever line goes over it: one decision serves them all."""
    path = f"/data-export/{export_id}"
    return About("data_export", export_id, contract.member_id, path=path)


def facts_of_contract(session: Session, contract: Contract) -> ContractFacts:
    """The documents are kept under their hash; their text agrees on signing on line by a click.

    It also sets the days to payment, which wait for no third party.
    """
    return ContractFacts(
        seller_uscc=contract.carrier.uscc,
        carrier_uscc=contract.carrier.uscc,
        customer_uscc=contract.member.uscc,
        member_uscc=contract.member.uscc,
        retrievable=contract.pdf_zh_id is not None,
        intact=contract.document_sha256 is not None,
        parties_and_time_known=True,
        reliable_signature=False,
        click_acceptance_agreed=True,
        payer_public=is_public_body(contract.member.uscc),
        seller_sme=is_small_firm(session, contract),
        payment_days=PAYMENT_DAYS.get(contract.terms_version or ""),
        pay_when_paid=False,
    )


def is_small_firm(session: Session, contract: Contract) -> bool | None:
    """Whether the carrier stated with its quote that it is a small or medium firm."""
    stated = (
        sa.select(Quote.terms["statement"]["small_firm"].as_boolean())
        .join(Award, Award.rfq_id == Quote.rfq_id)
        .where(Award.id == contract.award_id, Quote.carrier_id == contract.carrier_id)
    )
    return session.scalar(stated)
