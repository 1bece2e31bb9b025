"""A member documents the present contract of its line; nobody else ever reads the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ContractState
from marketplace.errors import Conflict, NotFound
from marketplace.models import Contract, ContractLine, Line, StoredFile
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import find_file, own_file_id


@dataclass(frozen=True)
class PresentContract:
    """A line with what its member states of its present contract, and the document."""

    line: Line
    evidence: StoredFile | None
    fixed: bool
    "the new contract is in force and the document on record: it stays"


def find_present_contract(
    session: Session, line_id: UUID, *, identity: Identity
) -> PresentContract:
    """The caller's own line; NotFound for any other."""
    line = _own_line(session, line_id, identity)
    kept = line.present_evidence_id
    evidence = None if kept is None else session.get(StoredFile, kept)
    return PresentContract(line, evidence, evidence is not None and _in_force(session, line))


def find_present_evidence(session: Session, line_id: UUID, *, identity: Identity) -> StoredFile:
    """The document, for the member itself; NotFound otherwise."""
    return find_file(session, _own_line(session, line_id, identity).present_evidence_id)


def document_present_contract(
    session: Session, *, line_id: UUID, evidence_id: UUID, identity: Identity, now: datetime
) -> PresentContract:
    """Put the document on record, or another in its place until the new contract is in force.

    Raises NotFound, Forbidden, Conflict (present_contract_unstated, evidence_stands), Invalid.
    """
    line = _own_line(session, line_id, identity, for_update=True)
    require(Permission.AWARD_LINE_DECIDE, identity, line)
    if line.present_monthly_minor is None:
        raise Conflict("present_contract_unstated")
    if line.present_evidence_id is not None and _in_force(session, line):
        raise Conflict("evidence_stands")
    line.present_evidence_id = own_file_id(session, evidence_id, identity=identity)
    line.present_documented_at = now
    session.flush()
    record(session, line, "document_present_contract", by=identity, now=now)
    return find_present_contract(session, line_id, identity=identity)


def _own_line(
    session: Session, line_id: UUID, identity: Identity, *, for_update: bool = False
) -> Line:
    query = sa.select(Line).where(Line.id == line_id, Line.member_id == identity.organisation_id)
    query = query.options(joinedload(Line.corridor), joinedload(Line.group_buy))
    if for_update:
        query = query.with_for_update(of=Line).execution_options(populate_existing=True)
    line = session.scalars(query).one_or_none()
    if line is None:
        raise NotFound()
    return line


def _in_force(session: Session, line: Line) -> bool:
    signed = (ContractState.IN_FORCE, ContractState.COMPLETED)
    query = (
        sa.select(ContractLine.id)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            ContractLine.line_id == line.id,
            ContractLine.ended_at.is_(None),
            Contract.state.in_(signed),
        )
    )
    return session.scalar(query.limit(1)) is not None
