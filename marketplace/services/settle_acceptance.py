"""Close the acceptance window: silence declines, and the accepted lines become contracts."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.domain.contract_terms import TELECOM_VAT_BPS, contract_number
from marketplace.domain.lives import AcceptanceState, AwardState, ContractState, GroupBuyEvent
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, TooEarly
from marketplace.models import Award, AwardLine, Contract, ContractLine, Line, RfqLine
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award

log = logging.getLogger(__name__)


def settle_acceptance(
    session: Session, *, award_id: UUID, identity: Identity | None = None, now: datetime
) -> Award:
    """Let undecided lines lapse and draw a contract per member and carrier.

    Possible once the window has closed, or by the organiser once it is open and every line is
    decided. With no accepted line the group buy fails. Raises NotFound, Forbidden, TooEarly,
    Conflict (award_settled, award_not_standing).
    """
    award, group_buy = lock_award(session, award_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, group_buy)
    if award.settled_at is not None:
        raise Conflict("award_settled")
    if award.state != AwardState.STANDING or group_buy.state != "awarded":
        raise Conflict("award_not_standing")
    lines = _served_lines(session, award)
    _refuse_early(award, lines, now)
    _lapse(session, lines, identity, now)
    accepted = [row for row in lines if row.acceptance == AcceptanceState.ACCEPTED]
    award.settled_at = now
    record(
        session, award, "settle", by=identity, now=now, accepted=len(accepted), served=len(lines)
    )
    if accepted:
        _draw_contracts(session, award, accepted, identity, now)
    else:
        group_buy.advance(GroupBuyEvent.FAIL, by=identity, now=now, reason="no_line_accepted")
    log.info("award_settled", extra={"award_id": award.id, "accepted": len(accepted)})
    return award


def settle_due_award(session: Session, *, award_id: UUID, now: datetime) -> Award:
    """What the sweep does with an award that is due; nothing when somebody else was faster."""
    award, group_buy = lock_award(session, award_id)
    if award.settled_at is not None or group_buy.state != "awarded":
        return award
    return settle_acceptance(session, award_id=award_id, now=now)


def _served_lines(session: Session, award: Award) -> Sequence[AwardLine]:
    query = (
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award.id, AwardLine.carrier_id.is_not(None))
        .options(contains_eager(AwardLine.line))
        .with_for_update(of=AwardLine)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).all()


def _refuse_early(award: Award, lines: Sequence[AwardLine], now: datetime) -> None:
    decided = all(row.acceptance != AcceptanceState.PENDING for row in lines)
    opens_at = award.acceptance_opens_at if decided else award.acceptance_due_at
    if now < opens_at:
        raise TooEarly(opens_at=opens_at.isoformat())


def _lapse(
    session: Session, lines: Sequence[AwardLine], identity: Identity | None, now: datetime
) -> None:
    for row in lines:
        if row.acceptance == AcceptanceState.PENDING:
            row.acceptance = AcceptanceState.LAPSED
            record(
                session,
                row,
                "lapse",
                by=identity,
                now=now,
                from_state=str(AcceptanceState.PENDING),
                to_state=str(row.acceptance),
            )


def _draw_contracts(
    session: Session,
    award: Award,
    accepted: Sequence[AwardLine],
    identity: Identity | None,
    now: datetime,
) -> None:
    found = sa.select(RfqLine.line_id, RfqLine.reference).where(RfqLine.rfq_id == award.rfq_id)
    references = dict(session.execute(found).all())
    parties: dict[tuple[UUID, UUID], list[AwardLine]] = defaultdict(list)
    for row in sorted(accepted, key=lambda row: references[row.line_id]):
        if row.carrier_id is not None:
            parties[row.line.member_id, row.carrier_id].append(row)
    for counter, ((member_id, carrier_id), rows) in enumerate(parties.items(), start=1):
        contract = _contract(award, member_id, carrier_id, rows, counter, now)
        session.add(contract)
        contract.lines = [_contract_line(row, references[row.line_id]) for row in rows]
        record(
            session,
            contract,
            "draw",
            by=identity,
            now=now,
            to_state=str(contract.state),
            number=contract.number,
            lines=len(rows),
        )
    session.flush()


def _contract(
    award: Award,
    member_id: UUID,
    carrier_id: UUID,
    rows: Sequence[AwardLine],
    counter: int,
    now: datetime,
) -> Contract:
    return Contract(
        id=uuid4(),
        number=contract_number(local_day(now).year, award.id.hex, counter),
        group_buy_id=award.group_buy_id,
        award_id=award.id,
        member_id=member_id,
        carrier_id=carrier_id,
        state=ContractState.DRAWN,
        total_minor=sum(row.price_minor or 0 for row in rows),
        vat_bps=TELECOM_VAT_BPS,
        drawn_at=now,
    )


def _contract_line(row: AwardLine, reference: str) -> ContractLine:
    return ContractLine(
        group_buy_id=row.group_buy_id,
        line_id=row.line_id,
        reference=reference,
        months=row.line.term_months,
        one_off_minor=row.one_off_minor,
        first_month_minor=row.first_month_minor,
        monthly_minor=row.monthly_minor,
        price_minor=row.price_minor,
    )
