"""A contract in force ends before any line is live: both agree, or the company broke it."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractEndEvent, ContractEndState, ContractEvent
from marketplace.errors import Conflict, Forbidden
from marketplace.models import Contract, ContractEnd, GroupBuy
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contract_ends import (
    lock_end,
    lock_endable,
    side_of,
    was_broken,
)
from marketplace.services.release_lines import end_if_nothing_left, end_lines
from marketplace.services.tell_contract import (
    tell_end_proposed,
    tell_end_refused,
    tell_ended,
)

log = logging.getLogger(__name__)
AGREED, BROKEN = "contract_ended", "contract_broken"
"Why its lines are released; the latter is also why the contract ended"


def propose_contract_end(
    session: Session, *, contract_id: UUID, reason: str, identity: Identity, now: datetime
) -> ContractEnd:
    """One party proposes, in writing; nothing changes before the other one agrees.

    Raises NotFound, Forbidden, Conflict (contract_not_in_force, line_is_live, end_proposed).
    """
    contract, _ = lock_endable(session, contract_id, Permission.CONTRACT_END, identity=identity)
    if _waiting(session, contract_id) is not None:
        raise Conflict("end_proposed")
    end = ContractEnd(
        id=uuid4(),
        contract_id=contract_id,
        group_buy_id=contract.group_buy_id,
        side=side_of(contract, identity),
        state=ContractEndState.PROPOSED,
        reason=reason,
        proposed_at=now,
        proposed_by=identity.user_id,
    )
    session.add(end)
    session.flush()
    record(
        session, end, "propose", by=identity, now=now, to_state=str(end.state), reason=reason,
        side=str(end.side), contract=str(contract_id),
    )  # fmt: skip
    tell_end_proposed(session, contract, end, now=now)
    return end


def agree_contract_end(
    session: Session, *, end_id: UUID, identity: Identity, now: datetime
) -> ContractEnd:
    """The other party agrees: the contract ends at once, nothing more is delivered or owed.

    Raises NotFound, Forbidden (to the side that proposed), IllegalMove, Conflict
    (contract_not_in_force, line_is_live).
    """
    end, contract, group_buy = lock_end(session, end_id, identity=identity)
    _require_other_side(end, contract, ContractEndEvent.AGREE, identity)
    end.answered_at, end.answered_by = now, identity.user_id
    end.advance(ContractEndEvent.AGREE, by=identity, now=now)
    contract.ended_reason = end.reason
    contract.advance(ContractEvent.END_AGREED, by=identity, now=now, reason=end.reason)
    _end(session, contract, group_buy, released=AGREED, by=identity, now=now)
    return end


def refuse_contract_end(
    session: Session, *, end_id: UUID, answer: str, identity: Identity, now: datetime
) -> ContractEnd:
    """The other party refuses, in writing: the contract stays in force. Raises as agreeing does."""
    end, contract, _ = lock_end(session, end_id, identity=identity)
    _require_other_side(end, contract, ContractEndEvent.REFUSE, identity)
    end.answer, end.answered_at, end.answered_by = answer, now, identity.user_id
    end.advance(ContractEndEvent.REFUSE, by=identity, now=now, reason=answer)
    tell_end_refused(session, contract, end, now=now)
    return end


def withdraw_contract_end(
    session: Session, *, end_id: UUID, identity: Identity, now: datetime
) -> ContractEnd:
    """The side that proposed takes it back. Raises NotFound, Forbidden, IllegalMove, Conflict."""
    end, contract, _ = lock_end(session, end_id, identity=identity)
    if end.side != side_of(contract, identity):
        raise Forbidden(permission="contract.end.withdraw")
    end.advance(ContractEndEvent.WITHDRAW, by=identity, now=now)
    return end


def end_broken_contract(
    session: Session, *, contract_id: UUID, identity: Identity, now: datetime
) -> Contract:
    """The carrier, or a reviewer, ends what a decided claim says that the company broke.

    Raises NotFound, Forbidden, Conflict (contract_not_in_force, line_is_live, not_broken).
    """
    contract, group_buy = lock_endable(
        session, contract_id, Permission.CONTRACT_BREAK, identity=identity
    )
    if not was_broken(session, contract):
        raise Conflict("not_broken")
    contract.ended_reason = BROKEN
    contract.advance(ContractEvent.END_BROKEN, by=identity, now=now, reason=BROKEN)
    _end(session, contract, group_buy, released=BROKEN, by=identity, now=now)
    return contract


def overtake_contract_end(session: Session, contract: Contract, *, now: datetime) -> None:
    """What is proposed needs no answer any more: a line is live, or the contract has ended."""
    end = _waiting(session, contract.id)
    if end is not None:
        end.advance(ContractEndEvent.OVERTAKE, by=None, now=now)


def _end(
    session: Session,
    contract: Contract,
    group_buy: GroupBuy,
    *,
    released: str,
    by: Identity,
    now: datetime,
) -> None:
    """Its lines are free. Deposits and fees follow by the sweep, which reads where they stand."""
    overtake_contract_end(session, contract, now=now)
    end_lines(session, contract, reason=released, by=by, now=now)
    tell_ended(session, contract, released, now=now)
    end_if_nothing_left(session, group_buy, by=by, now=now)
    log.info("contract_ended", extra={"contract_id": contract.id, "why": released})


def _waiting(session: Session, contract_id: UUID) -> ContractEnd | None:
    query = sa.select(ContractEnd).where(
        ContractEnd.contract_id == contract_id, ContractEnd.state == ContractEndState.PROPOSED
    )
    return session.scalars(query).one_or_none()


def _require_other_side(
    end: ContractEnd, contract: Contract, event: ContractEndEvent, identity: Identity
) -> None:
    end.life.after(end.state, event)
    if end.side == side_of(contract, identity):
        raise Forbidden(permission="contract.end.answer")
