"""A line whose archive a carrier denied goes on to the next best carrier, or is released."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import ArchiveState, AwardState
from marketplace.domain.other_quotes import Volume
from marketplace.domain.working_days import local_day
from marketplace.models import (
    Award,
    AwardLine,
    Contract,
    ContractLine,
    Line,
    Lot,
    Quote,
    QuotePrice,
    RfqLine,
)
from marketplace.models.audit import record
from marketplace.services.draw_contracts import Agreed, draw_agreed
from marketplace.services.find_award_volumes import AwardVolumes, find_award_volumes
from marketplace.services.find_other_quotes import (
    OtherQuote,
    earned_bundles,
    find_partners,
    priced_at,
)
from marketplace.services.release_lines import release_lines
from marketplace.services.tell_contract import tell_carrier_drawn, tell_denied, tell_goes_on

log = logging.getLogger(__name__)


def pass_on_line(
    session: Session, denied: ContractLine, contract: Contract, *, config: Config, now: datetime
) -> Contract | None:
    """The contract that takes the denied line over; None: nobody does, and it is released.

    The group buy's row is locked. The next best is the cheapest usable quote under the line's
    ceiling, of a carrier that has not denied it and has room for it, and not that of the other
    line of its pair. Nobody but the marketplace moves the line; the member may refuse.
    """
    session.flush()
    row = _award_row(session, contract, denied)
    offer = next(_offers(session, row, now), None)
    if offer is None:
        line = session.get_one(Line, denied.line_id, with_for_update=True)
        release_lines(session, [line], reason="archive_denied", by=None, now=now)
        tell_denied(session, denied, contract, now=now)
        return None
    agreed = Agreed(
        row.line,
        offer.carrier.id,
        offer.one_off_minor,
        offer.first_month_minor,
        offer.monthly_minor,
        offer.price_minor,
    )
    drawn = draw_agreed(session, row.award, [agreed], config=config, identity=None, now=now)
    record(session, denied, "pass_on", by=None, now=now, contract_id=str(drawn[0].id))
    tell_goes_on(session, denied, contract, drawn[0], now=now)
    tell_carrier_drawn(session, drawn[0], now=now)
    log.info("line_passed_on", extra={"line_id": denied.line_id, "contract_id": drawn[0].id})
    return drawn[0]


def _award_row(session: Session, contract: Contract, denied: ContractLine) -> AwardLine:
    """Of the award that stands: after a re-award it knows what each carrier has by now.

    Between two awards, that of the contract.
    """
    query = (
        sa.select(AwardLine)
        .join(Award, Award.id == AwardLine.award_id)
        .where(
            AwardLine.line_id == denied.line_id,
            AwardLine.group_buy_id == contract.group_buy_id,
            sa.or_(Award.state == AwardState.STANDING, Award.id == contract.award_id),
        )
        .order_by(Award.state == AwardState.STANDING)
        .options(joinedload(AwardLine.line), joinedload(AwardLine.award))
    )
    return session.scalars(query).all()[-1]


def _offers(session: Session, row: AwardLine, now: datetime) -> Iterator[OtherQuote]:
    """What others ask for the line and the line may take, the cheapest first."""
    award = row.award
    lot = session.scalars(
        sa.select(Lot.code)
        .join(RfqLine, RfqLine.lot_id == Lot.id)
        .where(RfqLine.rfq_id == award.rfq_id, RfqLine.line_id == row.line_id)
    ).one()
    volumes, earned = _volumes(session, row, lot), earned_bundles(session, award)
    partner = find_partners(session, award, [row]).get(row.line_id)
    shunned = _denied_by(session, row.line_id) | _carrier_of(session, partner)
    offers = [
        priced_at(award, row, lot, (price, quote), volumes, earned, None)
        for price, quote in _quotes(session, row)
        if quote.carrier_id not in shunned and quote.valid_until >= local_day(now)
    ]
    for offer in sorted(offers, key=lambda o: (o.price_minor, o.carrier.uscc)):
        if not offer.above_ceiling and offer.obstacle is None:
            yield offer


def _quotes(session: Session, row: AwardLine) -> Iterator[tuple[QuotePrice, Quote]]:
    found = session.execute(
        sa.select(QuotePrice, Quote)
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(
            QuotePrice.rfq_id == row.award.rfq_id,
            QuotePrice.line_id == row.line_id,
            Quote.usable,
        )
        .options(joinedload(Quote.carrier))
    )
    return ((price, quote) for price, quote in found)


def _denied_by(session: Session, line_id: UUID) -> set[UUID]:
    """The carriers that have denied the line."""
    found = (
        sa.select(Contract.carrier_id)
        .join(ContractLine, ContractLine.contract_id == Contract.id)
        .where(ContractLine.line_id == line_id, ContractLine.archive_state == ArchiveState.DENIED)
    )
    return set(session.scalars(found))


def _carrier_of(session: Session, partner: AwardLine | None) -> set[UUID]:
    """The carrier that has the other line of the pair now."""
    if partner is None:
        return set()
    found = (
        sa.select(Contract.carrier_id)
        .join(ContractLine, ContractLine.contract_id == Contract.id)
        .where(ContractLine.line_id == partner.line_id, ContractLine.ended_at.is_(None))
    )
    return set(session.scalars(found))


def _volumes(session: Session, row: AwardLine, lot: str) -> AwardVolumes:
    """Awarded, as prices are made by, without the line itself; taken, as contracts stand now."""
    volumes = find_award_volumes(session, row.award)
    if row.carrier_id is not None and not row.held and row.place_of_line_id is None:
        own = Volume(1, row.line.mbps, row.list_minor or 0)
        volumes.awarded[row.carrier_id][lot] -= own
    volumes.taken.clear()
    for carrier_id, code, mbps, price in session.execute(_taken(row.award)):
        volumes.taken[carrier_id][code] += Volume(1, mbps, price)
    return volumes


def _taken(award: Award) -> sa.Select[Any]:
    """Carrier, lot, bandwidth and list price of every line that a carrier has now.

    Those of contracts that stand, and those agreed for which none is drawn yet.
    """
    drawn = sa.select(ContractLine.line_id, Contract.carrier_id, ContractLine.ended_at).join(
        Contract, Contract.id == ContractLine.contract_id
    )
    agreed = sa.func.coalesce(AwardLine.taken_carrier_id, AwardLine.carrier_id)
    # Carriers that held have theirs under the award before the re-award.
    awards = sa.select(Award.id).where(Award.rfq_id == award.rfq_id)
    of_award = drawn.where(Contract.award_id.in_(awards)).subquery()
    held = sa.union_all(
        sa.select(of_award.c.line_id, of_award.c.carrier_id).where(of_award.c.ended_at.is_(None)),
        sa.select(AwardLine.line_id, agreed).where(
            AwardLine.award_id == award.id,
            AwardLine.acceptance.in_(STAYS),
            AwardLine.line_id.not_in(sa.select(of_award.c.line_id)),
        ),
    ).subquery()
    return (
        sa.select(held.c.carrier_id, Lot.code, Line.mbps, QuotePrice.price_minor)
        .join(Line, Line.id == held.c.line_id)
        .join(
            RfqLine,
            sa.and_(RfqLine.rfq_id == award.rfq_id, RfqLine.line_id == held.c.line_id),
        )
        .join(Lot, Lot.id == RfqLine.lot_id)
        .join(Quote, sa.and_(Quote.rfq_id == award.rfq_id, Quote.carrier_id == held.c.carrier_id))
        .join(
            QuotePrice,
            sa.and_(QuotePrice.quote_id == Quote.id, QuotePrice.line_id == held.c.line_id),
        )
    )
