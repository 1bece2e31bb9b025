"""What contracts wait for: a carrier's word on user archives, a party's signature or answer."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa

from marketplace.domain.lives import ArchiveState, ContractEndState, ContractState
from marketplace.models import Contract, ContractEnd, ContractLine
from marketplace.security.identity import Identity

NUMBERS = (Contract.number.label("title_zh"), Contract.number.label("title_en"))


def archives_to_decide(identity: Identity) -> Any:
    """Contracts with user archives that the caller has to decide as their carrier."""
    waiting = sa.exists().where(
        ContractLine.contract_id == Contract.id, ContractLine.archive_state == ArchiveState.PENDING
    )
    return (
        sa.select(Contract.id, *NUMBERS, Contract.archive_due_at.label("due_at"))
        .where(
            Contract.carrier_id == identity.organisation_id,
            waiting,
            Contract.state == ContractState.DRAWN,
        )
        .order_by(Contract.drawn_at)
    )


def contracts_to_sign(identity: Identity, side: Literal["member", "carrier"]) -> Any:
    """Contracts whose documents wait for the signature of the caller on that side."""
    return (
        sa.select(Contract.id, *NUMBERS, Contract.sign_due_at.label("due_at"))
        .where(
            getattr(Contract, f"{side}_id") == identity.organisation_id,
            getattr(Contract, f"{side}_signed_at").is_(None),
            Contract.document_sha256.is_not(None),
            Contract.state == ContractState.DRAWN,
        )
        .order_by(Contract.drawn_at)
    )


def ends_to_answer(identity: Identity, side: Literal["member", "carrier"]) -> Any:
    """Contracts that the other side proposes to end, for the caller on this side."""
    waits = sa.exists().where(
        ContractEnd.contract_id == Contract.id,
        ContractEnd.state == ContractEndState.PROPOSED,
        ContractEnd.side != side,
    )
    return (
        sa.select(Contract.id, *NUMBERS)
        .where(getattr(Contract, f"{side}_id") == identity.organisation_id, waits)
        .order_by(Contract.number)
    )
