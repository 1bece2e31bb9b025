"""The carrier decides the user archive (用户档案) of each line of a drawn contract."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import ArchiveEvent, ArchiveState, ContractEvent, ContractState
from marketplace.errors import Conflict, NotFound
from marketplace.models import Contract, ContractLine, GroupBuy
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract
from marketplace.services.pass_on_line import pass_on_line
from marketplace.services.release_lines import end_if_nothing_left

JOB = "render_contract"
log = logging.getLogger(__name__)


def approve_archive(
    session: Session,
    *,
    contract_id: UUID,
    line_id: UUID,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Contract:
    """Approve a line; `line_id` is the contract line's id or the line's.

    With the last decision the documents are asked for. Raises NotFound, Forbidden, Conflict
    (contract_not_drawn, archive_decided).
    """
    contract, _ = lock_contract(session, contract_id)
    line = _line_to_decide(contract, line_id, identity)
    _approve([line], identity, now)
    _request_documents(session, contract, jobs)
    return contract


def approve_archives(
    session: Session, *, contract_id: UUID, jobs: JobQueue, identity: Identity, now: datetime
) -> Contract:
    """Approve every line that waits, with the same consequence.

    Raises NotFound, Forbidden, Conflict (contract_not_drawn, archives_decided).
    """
    contract, _ = lock_contract(session, contract_id)
    _require_open(contract, identity)
    waiting = [row for row in contract.lines if row.archive_state == ArchiveState.PENDING]
    if not waiting:
        raise Conflict("archives_decided")
    _approve(waiting, identity, now)
    _request_documents(session, contract, jobs)
    return contract


def deny_archive(
    session: Session,
    *,
    contract_id: UUID,
    line_id: UUID,
    reason: str,
    config: Config,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Contract:
    """Deny a line with the reason that its member reads; it goes on to another carrier.

    A contract without a line left is cancelled. Raises as approving.
    """
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    line = _line_to_decide(contract, line_id, identity)
    _note(line, identity, now)
    line.archive_reason, line.ended_at = reason, now
    line.advance(ArchiveEvent.DENY, by=identity, now=now, reason=reason)
    contract.total_minor -= line.price_minor
    pass_on_line(session, line, contract, config=config, now=now)
    if all(row.archive_state == ArchiveState.DENIED for row in contract.lines):
        _empty(session, contract, group_buy, identity, now)
    else:
        _request_documents(session, contract, jobs)
    log.info("archive_denied", extra={"contract_id": contract.id, "contract_line_id": line.id})
    return contract


def _require_open(contract: Contract, identity: Identity) -> None:
    require(Permission.ARCHIVE_DECIDE, identity, contract)
    if contract.state != ContractState.DRAWN:
        raise Conflict("contract_not_drawn", state=str(contract.state))


def _line_to_decide(contract: Contract, line_id: UUID, identity: Identity) -> ContractLine:
    require(Permission.ARCHIVE_DECIDE, identity, contract)
    line = next((row for row in contract.lines if line_id in (row.id, row.line_id)), None)
    if line is None:
        raise NotFound()
    _require_open(contract, identity)
    if line.archive_state != ArchiveState.PENDING:
        raise Conflict("archive_decided", state=str(line.archive_state))
    return line


def _approve(lines: list[ContractLine], identity: Identity, now: datetime) -> None:
    for line in lines:
        _note(line, identity, now)
        line.advance(ArchiveEvent.APPROVE, by=identity, now=now)
        log.info("archive_approved", extra={"contract_line_id": line.id})


def _note(line: ContractLine, identity: Identity, now: datetime) -> None:
    line.archive_decided_at, line.archive_decided_by = now, identity.user_id


def _request_documents(session: Session, contract: Contract, jobs: JobQueue) -> None:
    """Once every line is decided, the documents are made of those that are left."""
    if any(row.archive_state == ArchiveState.PENDING for row in contract.lines):
        return
    session.flush()
    jobs.defer(session, JOB, contract_id=str(contract.id))


def _empty(
    session: Session, contract: Contract, group_buy: GroupBuy, identity: Identity, now: datetime
) -> None:
    contract.ended_reason = "every_line_denied"
    contract.advance(ContractEvent.EMPTY, by=identity, now=now, reason=contract.ended_reason)
    end_if_nothing_left(session, group_buy, by=identity, now=now)
