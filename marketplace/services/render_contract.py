"""The documents of a contract: what they say, and keeping them once they are printed."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.contract_document import (
    LANGUAGES,
    ContractFacts,
    DocumentLine,
    Party,
)
from marketplace.domain.lives import ArchiveState, ContractState
from marketplace.domain.working_days import local_day
from marketplace.i18n.contract_texts import COMMITMENT_VERSION, TERMS_VERSION
from marketplace.models import Contract, ContractLine, Organisation
from marketplace.models.audit import record
from marketplace.services.find_contracts import lock_contract
from marketplace.services.keep_file import Stored, keep_file
from marketplace.services.tell_contract import tell_ready

log = logging.getLogger(__name__)


class FactsChanged(Exception):
    """A party changed its name while its contract was printed: the job prints again."""


def find_contract_facts(session: Session, contract_id: UUID) -> ContractFacts | None:
    """What the documents say; None when there is nothing to print, or all is printed."""
    contract = session.scalars(
        sa.select(Contract)
        .where(Contract.id == contract_id)
        .options(
            joinedload(Contract.member),
            joinedload(Contract.carrier),
            joinedload(Contract.group_buy),
            selectinload(Contract.lines).joinedload(ContractLine.line),
        )
    ).one_or_none()
    return facts_of(contract) if contract is not None and _to_print(contract) else None


def keep_documents(
    session: Session,
    *,
    contract_id: UUID,
    facts: ContractFacts,
    documents: list[Stored],
    checksum: str,
    now: datetime,
) -> Contract:
    """Keep the stored documents, in the order of LANGUAGES, and ask both parties to sign.

    `checksum` is `document_sha256` over their contents.

    Nothing happens when another run was faster or the contract has ended since. Raises
    FactsChanged when they say what is true no more.
    """
    contract, _ = lock_contract(session, contract_id)
    if not _to_print(contract):
        return contract
    if facts_of(contract) != facts:
        raise FactsChanged(contract.number)
    files = [
        keep_file(
            session,
            stored,
            name=f"{contract.number}-{language}.pdf",
            purpose="contract_pdf",
            now=now,
        )
        for language, stored in zip(LANGUAGES, documents, strict=True)
    ]
    contract.pdf_zh_id, contract.pdf_en_id = (file.id for file in files)
    contract.document_sha256 = checksum
    contract.terms_version = facts.terms_version
    contract.commitment_version = facts.commitment_version
    contract.rendered_at = now
    record(
        session,
        contract,
        "render",
        by=None,
        now=now,
        document_sha256=contract.document_sha256,
        terms=facts.terms_version,
        commitment=facts.commitment_version,
    )
    tell_ready(session, contract, now=now)
    log.info("contract_rendered", extra={"contract_id": contract.id})
    return contract


def _to_print(contract: Contract) -> bool:
    """Every archive is decided, a line is left, and nothing is printed yet."""
    return (
        contract.state == ContractState.DRAWN
        and contract.document_sha256 is None
        and bool(contract.standing_lines)
        and all(line.archive_state != ArchiveState.PENDING for line in contract.lines)
    )


def facts_of(contract: Contract) -> ContractFacts:
    """What documents made now would say of the contract, whose parties and lines are loaded."""
    return ContractFacts(
        number=contract.number,
        drawn_on=local_day(contract.drawn_at),
        group_buy_zh=contract.group_buy.title_zh,
        group_buy_en=contract.group_buy.title_en,
        member=_party(contract.member),
        carrier=_party(contract.carrier),
        vat_bps=contract.vat_bps,
        lines=tuple(_line(line) for line in contract.standing_lines),
        terms_version=TERMS_VERSION,
        commitment_version=COMMITMENT_VERSION,
    )


def _party(organisation: Organisation) -> Party:
    return Party(
        organisation.name_zh, organisation.name_en, organisation.uscc, organisation.address
    )


def _line(row: ContractLine) -> DocumentLine:
    line = row.line
    return DocumentLine(
        reference=row.reference,
        product=str(line.product),
        mbps=line.mbps,
        interface=str(line.interface),
        protection=str(line.protection),
        months=row.months,
        a_address=line.a_address,
        z_city=line.z_city,
        z_address=line.z_address,
        z_occupant=line.z_occupant,
        z_relation=str(line.z_relation),
        rtt_us=row.rtt_us,
        availability_bps=row.availability_bps,
        mttr_hours=row.mttr_hours,
        delivery_days=row.delivery_days,
        one_off_minor=row.one_off_minor,
        first_month_minor=row.first_month_minor,
        monthly_minor=row.monthly_minor,
        price_minor=row.price_minor,
        vat_minor=row.vat.vat_minor,
    )
