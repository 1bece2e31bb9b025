"""Tell the parties of a contract what they must act on: archives, documents, signatures, an end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractSide
from marketplace.domain.roles import Role
from marketplace.models import Contract, ContractEnd, ContractLine, Organisation
from marketplace.services.notify import notify


def tell_member_drawn(session: Session, contract: Contract, *, now: datetime) -> None:
    """The contract is there; the member may still refuse it."""
    _tell(session, "contract_drawn", contract, contract.member_id, now, contract.sign_due_at)


def tell_carrier_drawn(session: Session, contract: Contract, *, now: datetime) -> None:
    """The carrier has user archives to decide."""
    due = contract.archive_due_at
    _tell(session, "archives_to_decide", contract, contract.carrier_id, now, due)


def tell_ready(session: Session, contract: Contract, *, now: datetime) -> None:
    """The documents are made: both are to sign."""
    for party in (contract.member_id, contract.carrier_id):
        _tell(session, "contract_ready", contract, party, now, contract.sign_due_at)


def tell_signed(session: Session, contract: Contract, *, side: str, now: datetime) -> None:
    """One side has signed: the other one is to sign; with both, both are told it is in force."""
    if contract.member_signed_at and contract.carrier_signed_at:
        for party in (contract.member_id, contract.carrier_id):
            _tell(session, "contract_in_force", contract, party, now)
        return
    other = contract.carrier_id if side == "member" else contract.member_id
    _tell(session, "contract_countersign", contract, other, now, contract.sign_due_at)


def tell_scan(
    session: Session, contract: Contract, *, side: str, sha256: str, now: datetime
) -> None:
    """One side has kept a stamped scan: the other one may look at it."""
    other = contract.carrier_id if side == "member" else contract.member_id
    _tell(session, "contract_scan", contract, other, now, about=f"{contract.id} {sha256}")


def tell_refused(session: Session, contract: Contract, *, now: datetime) -> None:
    """The member refused the contract."""
    _tell(session, "contract_refused", contract, contract.carrier_id, now)


def tell_lapsed(session: Session, contract: Contract, *, now: datetime) -> None:
    """Nobody or only one has signed in time."""
    for party in (contract.member_id, contract.carrier_id):
        _tell(session, "contract_lapsed", contract, party, now)


def tell_end_proposed(
    session: Session, contract: Contract, end: ContractEnd, *, now: datetime
) -> None:
    """One side proposes that the contract ends: the other one is to answer."""
    other = contract.carrier_id if end.side == ContractSide.MEMBER else contract.member_id
    _tell(session, "contract_end_proposed", contract, other, now, about=end.id)


def tell_end_refused(
    session: Session, contract: Contract, end: ContractEnd, *, now: datetime
) -> None:
    """The contract stays in force."""
    party = contract.member_id if end.side == ContractSide.MEMBER else contract.carrier_id
    _tell(session, "contract_end_refused", contract, party, now, about=end.id)


def tell_ended(session: Session, contract: Contract, why: str, *, now: datetime) -> None:
    """It was in force and has ended: agreed by both (contract_ended), or broken by the company."""
    for party in (contract.member_id, contract.carrier_id):
        _tell(session, why, contract, party, now)


def tell_goes_on(
    session: Session, line: ContractLine, denied: Contract, to: Contract, *, now: datetime
) -> None:
    """A denied line has gone on to another carrier under its ceiling."""
    _tell(
        session,
        "line_goes_on",
        to,
        to.member_id,
        now,
        to.sign_due_at,
        about=line.id,
        line=line.reference,
        **_names("denied_by", denied.carrier),
    )


def tell_denied(session: Session, line: ContractLine, contract: Contract, *, now: datetime) -> None:
    """A denied line found no other carrier and is free."""
    _tell(
        session,
        "line_denied",
        contract,
        contract.member_id,
        now,
        about=line.id,
        line=line.reference,
    )


def _tell(
    session: Session,
    event: str,
    contract: Contract,
    party: UUID,
    now: datetime,
    due_at: datetime | None = None,
    about: UUID | str | None = None,
    **params: str,
) -> None:
    notify(
        session,
        event,
        to=[party],
        roles=[Role.MEMBER if party == contract.member_id else Role.CARRIER],
        about=about or contract.id,
        path=f"/contracts/{contract.id}",
        now=now,
        group_buy_id=contract.group_buy_id,
        due_at=due_at,
        number=contract.number,
        **_names("carrier", contract.carrier),
        **_names("member", contract.member),
        **params,
    )


def _names(key: str, organisation: Organisation) -> dict[str, str]:
    return {f"{key}_zh": organisation.name_zh, f"{key}_en": organisation.name_en}
