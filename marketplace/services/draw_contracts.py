"""Draw the service contracts: one per member and carrier, from the lines they agreed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.contract_terms import TELECOM_VAT_BPS, contract_number, in_working_days
from marketplace.domain.lives import ArchiveState, ContractState
from marketplace.domain.working_days import local_day
from marketplace.models import (
    Award,
    AwardLine,
    Contract,
    ContractLine,
    Line,
    Quote,
    QuotePrice,
    RfqLine,
)
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.tell_contract import tell_carrier_drawn, tell_member_drawn

T = TypeVar("T")


@dataclass(frozen=True)
class Agreed:
    """A line, and its schedule of payments with a carrier. Fen, tax-exclusive."""

    line: Line
    carrier_id: UUID
    one_off_minor: int
    first_month_minor: int
    monthly_minor: int
    price_minor: int


@dataclass(frozen=True)
class _Promise:
    """What a quote promises of a line."""

    rtt_us: int
    availability_bps: int
    delivery_days: int


def draw_contracts(
    session: Session,
    award: Award,
    rows: Sequence[AwardLine],
    *,
    config: Config,
    identity: Identity | None,
    now: datetime,
) -> list[Contract]:
    """A contract per member and carrier from what the award lines were agreed at; both are told.

    The award's row is locked. Rows without an agreed carrier are left out.
    """
    agreed = [agreed_of(row) for row in rows if row.agreed_carrier_id is not None]
    contracts = draw_agreed(session, award, agreed, config=config, identity=identity, now=now)
    for contract in contracts:
        tell_member_drawn(session, contract, now=now)
        tell_carrier_drawn(session, contract, now=now)
    return contracts


def draw_agreed(
    session: Session,
    award: Award,
    agreed: Iterable[Agreed],
    *,
    config: Config,
    identity: Identity | None,
    now: datetime,
) -> list[Contract]:
    """The contracts, told to nobody yet; the next `sequence` where the two have one already."""
    contracts = drafted(session, award, agreed, config=config, now=now)
    for contract in contracts:
        session.add(contract)
        _record(session, contract, identity, now)
    session.flush()
    return contracts


def drafted(
    session: Session, award: Award, agreed: Iterable[Agreed], *, config: Config, now: datetime
) -> list[Contract]:
    """The contracts with their lines as they would be drawn; nothing of them is kept."""
    references = _references(session, award.rfq_id)
    parties: dict[tuple[UUID, UUID], list[Agreed]] = defaultdict(list)
    for line in sorted(agreed, key=lambda line: references[line.line.id]):
        parties[line.line.member_id, line.carrier_id].append(line)
    drawn_before, sequences = _drawn_before(session, award.id)
    promises = _promises(session, award.rfq_id, {carrier for _, carrier in parties})
    contracts = []
    for counter, (pair, lines) in enumerate(parties.items(), start=drawn_before + 1):
        contract = _contract(award, pair, lines, counter, config, now)
        contract.sequence = sequences.get(pair, 0) + 1
        contract.lines = [
            _contract_line(line, references[line.line.id], promises[line.carrier_id, line.line.id])
            for line in lines
        ]
        contracts.append(contract)
    return contracts


def agreed_of(row: AwardLine) -> Agreed:
    """What the row was agreed at: another bidder's quote that was taken, else the award's."""
    return Agreed(
        row.line,
        _known(row.agreed_carrier_id),
        _known(row.agreed_one_off_minor),
        _known(row.agreed_first_month_minor),
        _known(row.agreed_monthly_minor),
        _known(row.agreed_price_minor),
    )


def _known(value: T | None) -> T:
    """A served line has all of it (CHECK served, taken)."""
    if value is None:
        raise ValueError("an agreed line has a carrier and a price")
    return value


def _references(session: Session, rfq_id: UUID) -> dict[UUID, str]:
    found = sa.select(RfqLine.line_id, RfqLine.reference).where(RfqLine.rfq_id == rfq_id)
    return dict(session.execute(found).all())


def _drawn_before(session: Session, award_id: UUID) -> tuple[int, dict[tuple[UUID, UUID], int]]:
    """How many contracts the award has, and the last sequence by member and carrier."""
    rows = session.execute(
        sa.select(
            Contract.member_id,
            Contract.carrier_id,
            sa.func.max(Contract.sequence),
            sa.func.count(),
        )
        .where(Contract.award_id == award_id)
        .group_by(Contract.member_id, Contract.carrier_id)
    ).all()
    return sum(row[3] for row in rows), {(row[0], row[1]): row[2] for row in rows}


def _promises(
    session: Session, rfq_id: UUID, carriers: set[UUID]
) -> dict[tuple[UUID, UUID], _Promise]:
    rows = session.execute(
        sa.select(
            Quote.carrier_id,
            QuotePrice.line_id,
            QuotePrice.rtt_us,
            QuotePrice.availability_bps,
            QuotePrice.delivery_days,
        )
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(QuotePrice.rfq_id == rfq_id, Quote.carrier_id.in_(carriers))
    )
    return {(carrier, line): _Promise(*promised) for carrier, line, *promised in rows}


def _contract(
    award: Award,
    pair: tuple[UUID, UUID],
    lines: Sequence[Agreed],
    counter: int,
    config: Config,
    now: datetime,
) -> Contract:
    return Contract(
        id=uuid4(),
        number=contract_number(local_day(now).year, award.id.hex, counter),
        group_buy_id=award.group_buy_id,
        award_id=award.id,
        member_id=pair[0],
        carrier_id=pair[1],
        state=ContractState.DRAWN,
        total_minor=sum(line.price_minor for line in lines),
        vat_bps=TELECOM_VAT_BPS,
        drawn_at=now,
        archive_due_at=in_working_days(now, config.archive_days),
        sign_due_at=in_working_days(now, config.sign_days),
    )


def _contract_line(agreed: Agreed, reference: str, promise: _Promise) -> ContractLine:
    return ContractLine(
        id=uuid4(),
        group_buy_id=agreed.line.group_buy_id,
        line_id=agreed.line.id,
        reference=reference,
        months=agreed.line.term_months,
        one_off_minor=agreed.one_off_minor,
        first_month_minor=agreed.first_month_minor,
        monthly_minor=agreed.monthly_minor,
        price_minor=agreed.price_minor,
        archive_state=ArchiveState.PENDING,
        rtt_us=promise.rtt_us,
        availability_bps=promise.availability_bps,
        mttr_hours=agreed.line.mttr_hours,
        delivery_days=promise.delivery_days,
    )


def _record(session: Session, contract: Contract, identity: Identity | None, now: datetime) -> None:
    record(
        session,
        contract,
        "draw",
        by=identity,
        now=now,
        to_state=str(contract.state),
        number=contract.number,
        lines=len(contract.lines),
    )
