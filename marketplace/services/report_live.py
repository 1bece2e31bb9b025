"""The carrier reports that a contracted line is live."""

from __future__ import annotations

import logging
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.activation import last_day
from marketplace.domain.lives import ContractEvent, ContractState, MilestoneState
from marketplace.domain.roles import Role
from marketplace.errors import Conflict, NotFound
from marketplace.models import Contract, ContractLine
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_contract import ask_activation
from marketplace.services.conclude_group_buy import conclude_if_done
from marketplace.services.draw_due_items import draw_due_items
from marketplace.services.end_contract_in_force import overtake_contract_end
from marketplace.services.find_contracts import lock_contract
from marketplace.services.lock_installation import (
    Work,
    refuse_day,
    require_passed_test,
    steps_of,
)
from marketplace.services.notify import notify

log = logging.getLogger(__name__)


def report_live(
    session: Session,
    *,
    contract_id: UUID,
    line_id: UUID,
    live_on: date,
    vpn_filing: str | None = None,
    identity: Identity,
    now: datetime,
) -> Contract:
    """Note the day a line went live; `line_id` is the contract line's id or the line's.

    `vpn_filing` is the reference under which the carrier filed an international VPN product.
    The term runs from that day. The last line completes the contract, the last contract concludes
    the group buy. Raises NotFound, Forbidden, Invalid (live_on), Conflict (contract_not_in_force,
    already_live, milestones_open, test_missing, test_failed), Stopped.
    """
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    require(Permission.CONTRACT_DELIVER, identity, contract)
    lines = _alive_lines(session, contract)
    line = next((row for row in lines if line_id in (row.id, row.line_id)), None)
    if line is None:
        raise NotFound()
    if contract.state != ContractState.IN_FORCE:
        raise Conflict("contract_not_in_force", state=str(contract.state))
    if line.live_on is not None:
        raise Conflict("already_live", live_on=line.live_on.isoformat())
    _refuse_unready(session, contract, line, live_on, now)
    line.vpn_filing = vpn_filing
    ask_activation(session, contract, line, live_on, by=identity, now=now)
    line.live_on, line.reported_live_at = live_on, now
    line.ends_on = last_day(live_on, line.months)
    record(session, line, "report_live", by=identity, now=now, live_on=live_on.isoformat())
    draw_due_items(session, contract, line, now=now)
    overtake_contract_end(session, contract, now=now)
    _tell(session, contract, line, now)
    log.info("line_live", extra={"contract_id": contract.id, "contract_line_id": line.id})
    if all(row.live_on is not None for row in lines):
        contract.advance(ContractEvent.ALL_LIVE, by=identity, now=now)
        conclude_if_done(session, group_buy, identity=identity, now=now)
    return contract


def _alive_lines(session: Session, contract: Contract) -> list[ContractLine]:
    """The lines still under the contract: one that the carrier denied is free again."""
    found = sa.select(ContractLine).where(
        ContractLine.contract_id == contract.id, ContractLine.ended_at.is_(None)
    )
    return list(session.scalars(found.execution_options(populate_existing=True)))


def _refuse_unready(
    session: Session, contract: Contract, line: ContractLine, live_on: date, now: datetime
) -> None:
    """Every milestone must be done, the last test passed, and the day not lie before them."""
    work = Work(contract, line, steps_of(session, line.id))
    refuse_day("/live_on", live_on, since=work.in_force_on, now=now)
    steps = work.steps.values()
    if not steps or any(step.state != MilestoneState.DONE for step in steps):
        raise Conflict("milestones_open")
    require_passed_test(session, line.id)
    ready_on = max(step.done_on for step in steps if step.done_on)
    refuse_day("/live_on", live_on, since=ready_on, now=now)


def _tell(session: Session, contract: Contract, line: ContractLine, now: datetime) -> None:
    notify(
        session,
        "line_live",
        to=[contract.member_id],
        roles=[Role.MEMBER],
        about=line.id,
        path=f"/installation/lines/{line.id}",
        now=now,
        group_buy_id=line.group_buy_id,
        reference=line.reference,
        number=contract.number,
    )
