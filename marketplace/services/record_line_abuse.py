"""A reviewer records that an unlawful use of a line became known, was stopped, or is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.compliance.gates import Gate
from marketplace.domain.line_abuse import NEXT, OVER, AbuseWord
from marketplace.domain.roles import Role
from marketplace.errors import invalid
from marketplace.models import Contract, ContractLine, LineAbuse
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_service import ask_service
from marketplace.services.find_line_abuses import last_word
from marketplace.services.find_own_file import own_file_id
from marketplace.services.lock_service import lock_service
from marketplace.services.notify import notify


def record_line_abuse(
    session: Session,
    *,
    contract_line_id: UUID,
    word: AbuseWord,
    reason: str,
    evidence_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> LineAbuse:
    """The record, with the gate of operation asked at once (SEC-11).

    From what became known the operator has 24 hours: its duty SEC-11 falls due. The audit log
    keeps the word, not the reason. Raises NotFound, Forbidden, Conflict (not_live), Invalid (a
    file of others, abuse_out_of_turn).
    """
    contract, row = lock_service(
        session, contract_line_id, permission=Permission.ABUSE_RECORD, identity=identity
    )
    if word not in NEXT[last_word(session, row.id)]:
        raise invalid("/word", "abuse_out_of_turn")
    kept = LineAbuse(
        id=uuid4(),
        contract_line_id=row.id,
        word=word,
        reason=reason,
        evidence_id=own_file_id(session, evidence_id, identity=identity),
        recorded_at=now,
        recorded_by=identity.user_id,
    )
    session.add(kept)
    session.flush()
    record(session, row, f"abuse_{word}", by=identity, now=now, abuse_id=str(kept.id))
    ask_service(session, row, gates=[Gate.OPERATE], by=identity, now=now)
    if word != AbuseWord.STOPPED:
        event = "line_abuse_over" if word in OVER else "line_abuse_recorded"
        _tell(session, event, contract, row, kept, now)
    return kept


def _tell(
    session: Session,
    event: str,
    contract: Contract,
    row: ContractLine,
    kept: LineAbuse,
    now: datetime,
) -> None:
    notify(
        session,
        event,
        to=[contract.member_id, contract.carrier_id],
        roles=[Role.MEMBER, Role.CARRIER],
        about=kept.id,
        path=f"/installation/lines/{row.id}",
        now=now,
        group_buy_id=row.group_buy_id,
        reference=row.reference,
        number=contract.number,
    )
