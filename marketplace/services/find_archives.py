"""User archives to decide, and where a denied line has gone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from marketplace.domain.lives import ArchiveState, ContractState, LineState
from marketplace.models import Contract, ContractLine, Line, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class WayOn:
    """What became of a denied line: the contract that took it over, or its release."""

    contract_line_id: UUID
    "the denied one"
    contract_id: UUID | None
    number: str | None
    carrier: Organisation | None
    released: bool


def pending_archives(identity: Identity) -> sa.Select[ContractLine]:
    """The lines whose archive the caller's organisation has to decide, the longest waiting first.

    Empty for everybody but a carrier. Raises Forbidden to a token that may not read.
    """
    require(Permission.MARKET_READ, identity)
    return (
        sa.select(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            Contract.carrier_id == identity.organisation_id,
            Contract.state == ContractState.DRAWN,
            ContractLine.archive_state == ArchiveState.PENDING,
        )
        .options(
            contains_eager(ContractLine.contract).joinedload(Contract.member),
            joinedload(ContractLine.line).joinedload(Line.corridor),
        )
        .order_by(Contract.drawn_at, Contract.number, ContractLine.reference)
    )


def find_ways_on(session: Session, *, contract: Contract, identity: Identity) -> dict[UUID, WayOn]:
    """By denied contract line, its way on, for the member and overseers; to the carrier nothing.

    The carrier that denied is not told who took the line.
    """
    require(Permission.CONTRACT_READ, identity, contract)
    if identity.is_of(contract.carrier_id):
        return {}
    denied = {
        row.line_id: row.id for row in contract.lines if row.archive_state == ArchiveState.DENIED
    }
    return _ways(session, denied) if denied else {}


def _ways(session: Session, denied: dict[UUID, UUID]) -> dict[UUID, WayOn]:
    """By denied contract line, of those given by line: the contract that holds the line now."""
    alive = (
        sa.select(ContractLine.line_id, Contract.id, Contract.number, Contract.carrier_id)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(ContractLine.ended_at.is_(None))
        .subquery()
    )
    carrier = aliased(Organisation)
    rows = session.execute(
        sa.select(Line.id, Line.state, alive.c.id, alive.c.number, carrier)
        .outerjoin(alive, alive.c.line_id == Line.id)
        .outerjoin(carrier, carrier.id == alive.c.carrier_id)
        .where(Line.id.in_(list(denied)))
    )
    return {
        denied[line_id]: WayOn(
            denied[line_id], contract_id, number, who, state == LineState.RELEASED
        )
        for line_id, state, contract_id, number, who in rows
    }
