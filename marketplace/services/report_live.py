"""The carrier reports that a contracted line is live."""

from __future__ import annotations

import logging
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractEvent, ContractState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid, NotFound, invalid
from marketplace.models import Contract, ContractLine
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.conclude_group_buy import conclude_if_done
from marketplace.services.find_contracts import lock_contract

log = logging.getLogger(__name__)


def report_live(
    session: Session,
    *,
    contract_id: UUID,
    line_id: UUID,
    live_on: date,
    identity: Identity,
    now: datetime,
) -> Contract:
    """Note the day a line went live; `line_id` is the contract line's id or the line's.

    The last line completes the contract, the last contract concludes the group buy. Raises
    NotFound, Forbidden, Invalid (live_on), Conflict (contract_not_in_force, already_live).
    """
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    require(Permission.CONTRACT_DELIVER, identity, contract)
    lines = session.scalars(
        sa.select(ContractLine).where(ContractLine.contract_id == contract.id)
    ).all()
    line = next((row for row in lines if line_id in (row.id, row.line_id)), None)
    if line is None:
        raise NotFound()
    if contract.state != ContractState.IN_FORCE:
        raise Conflict("contract_not_in_force", state=str(contract.state))
    if line.live_on is not None:
        raise Conflict("already_live", live_on=line.live_on.isoformat())
    _refuse_day(contract, live_on, now)
    line.live_on, line.reported_live_at = live_on, now
    record(session, line, "report_live", by=identity, now=now, live_on=live_on.isoformat())
    log.info("line_live", extra={"contract_id": contract.id, "contract_line_id": line.id})
    if all(row.live_on is not None for row in lines):
        contract.advance(ContractEvent.ALL_LIVE, by=identity, now=now)
        conclude_if_done(session, group_buy, identity=identity, now=now)
    return contract


def _refuse_day(contract: Contract, live_on: date, now: datetime) -> None:
    signed = [at for at in (contract.member_signed_at, contract.carrier_signed_at) if at]
    signed_on = local_day(max(signed))
    if live_on > local_day(now):
        raise invalid("/live_on", "live_in_future")
    if live_on < signed_on:
        raise Invalid([Fault("/live_on", "order", {"other": signed_on.isoformat()})])
