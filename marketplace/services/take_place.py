"""A waiting company takes the place of a declined line: same row, carrier and award price."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import (
    AcceptanceState,
    AwardState,
    ParticipationState,
    WaitingEvent,
    WaitingState,
)
from marketplace.domain.other_quotes import Volume, volume_obstacle
from marketplace.domain.waiting_places import FreePlace
from marketplace.errors import Conflict
from marketplace.models import (
    Award,
    AwardLine,
    Line,
    Lot,
    Participation,
    Quote,
    RfqLine,
    WaitingEntry,
)
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import refuse_stopped
from marketplace.services.ask_lines import ask_lines
from marketplace.services.find_award_volumes import find_award_volumes
from marketplace.services.find_awards import lock_award
from marketplace.services.find_places import find_places
from marketplace.services.find_waiting import find_waiting_entry
from marketplace.services.keep_findings import digest, keep_findings
from marketplace.services.lock_award_lines import refuse_outside_window
from marketplace.services.place_line import copy_quotes, new_line, new_rfq_line

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PlaceOffer:
    """The place that an entry may take now."""

    award: Award
    place: FreePlace
    declined: AwardLine
    "whose place it is; of it only carrier and price are the waiting company's to know"


def find_place_offer(
    session: Session, *, group_buy_id: UUID, entry_id: UUID, identity: Identity, now: datetime
) -> PlaceOffer | None:
    """What the caller's waiting entry may take now; None outside the acceptance window.

    Raises NotFound.
    """
    find_waiting_entry(session, group_buy_id=group_buy_id, entry_id=entry_id, identity=identity)
    award = _standing(session, group_buy_id)
    if award is None or award.settled_at is not None or award.clock_stopped_at is not None:
        return None
    if not award.acceptance_opens_at <= now < award.acceptance_due_at:
        return None
    place = find_places(session, award).get(entry_id)
    if place is None:
        return None
    return PlaceOffer(award, place, _declined(session, award, place))


def take_place(
    session: Session, *, group_buy_id: UUID, entry_id: UUID, identity: Identity, now: datetime
) -> AwardLine:
    """Become a member with one line, accepted at once, in the place of a declined one.

    Whoever has waited longest comes first. Raises NotFound, Forbidden, TooEarly, TooLate,
    Conflict (place_gone, quote_capacity_full, award_not_standing, award_settled,
    award_clock_stopped), Stopped (a rule of joining rejects the line; what holds, and what the
    lock asks, waits until the contract is signed).
    """
    entry = find_waiting_entry(
        session, group_buy_id=group_buy_id, entry_id=entry_id, identity=identity
    )
    found = _standing(session, group_buy_id)
    if found is None:
        raise Conflict("award_not_standing")
    award, group_buy = lock_award(session, found.id, read=True)
    entry = _lock_list(session, group_buy_id, entry.id)
    place = find_places(session, award).get(entry.id)
    if entry.state != WaitingState.WAITING or place is None:
        raise Conflict("place_gone")
    declined = _declined(session, award, place, for_update=True)
    if declined.acceptance != AcceptanceState.DECLINED:
        raise Conflict("place_gone")
    quote = _lock_quote(session, award, declined)
    refuse_outside_window(session, award, group_buy, now)
    _refuse_full(session, award, declined, quote, entry)
    return _place(session, award, declined, entry, identity, now)


def _standing(session: Session, group_buy_id: UUID) -> Award | None:
    query = sa.select(Award).where(
        Award.group_buy_id == group_buy_id, Award.state == AwardState.STANDING
    )
    return session.scalars(query).one_or_none()


def _lock_list(session: Session, group_buy_id: UUID, entry_id: UUID) -> WaitingEntry:
    """The entry; the whole list is locked, so that places are given out one after another."""
    query = (
        sa.select(WaitingEntry)
        .where(WaitingEntry.group_buy_id == group_buy_id)
        .order_by(WaitingEntry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return next(entry for entry in session.scalars(query) if entry.id == entry_id)


def _declined(
    session: Session, award: Award, place: FreePlace, *, for_update: bool = False
) -> AwardLine:
    query = sa.select(AwardLine).where(
        AwardLine.award_id == award.id, AwardLine.line_id == place.line_id
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    else:
        query = query.options(joinedload(AwardLine.carrier), joinedload(AwardLine.line))
    return session.scalars(query).one()


def _lock_quote(session: Session, award: Award, declined: AwardLine) -> Quote:
    query = sa.select(Quote).where(
        Quote.rfq_id == award.rfq_id, Quote.carrier_id == declined.carrier_id
    )
    return session.scalars(query.with_for_update()).one()


def _refuse_full(
    session: Session, award: Award, declined: AwardLine, quote: Quote, entry: WaitingEntry
) -> None:
    """A line larger than the one that it replaces must fit into what is left."""
    lot = session.scalars(
        sa.select(Lot.code)
        .join(RfqLine, RfqLine.lot_id == Lot.id)
        .where(RfqLine.rfq_id == award.rfq_id, RfqLine.line_id == declined.line_id)
    ).one()
    taken = dict(find_award_volumes(session, award).taken[quote.carrier_id])
    spend = declined.list_minor or 0
    taken[lot] = taken[lot] - Volume(1, declined.line.mbps, spend)
    if volume_obstacle(quote.terms, lot, Volume(1, entry.mbps, spend), taken) is not None:
        raise Conflict("quote_capacity_full")


def _place(
    session: Session,
    award: Award,
    declined: AwardLine,
    entry: WaitingEntry,
    identity: Identity,
    now: datetime,
) -> AwardLine:
    stay = _participation(session, entry, identity, now)
    line = new_line(session, declined.line, entry, stay)
    asked = ask_lines(
        session, line.group_buy_id, [line], [line.number - 1], identity=identity, now=now
    )
    refuse_stopped(asked, identity, holds_stop=False, wished=True)
    keep_findings(session, asked.rows)
    rfq_line = new_rfq_line(session, award, declined.line_id, line)
    copy_quotes(session, award, declined.line_id, line)
    row = AwardLine(**_agreed(declined), **_accepted(award, line, declined, identity, now))
    row.line = line
    session.add(row)
    session.flush()
    facts: dict[str, Any] = {
        "place_of": str(declined.id),
        "entry_id": str(entry.id),
        "asked": digest(asked.rows),
    }
    record(session, row, "take_place", by=identity, now=now, to_state=str(row.acceptance), **facts)
    entry.placed_line_id = line.id
    entry.advance(WaitingEvent.PLACE, by=identity, now=now, reference=rfq_line.reference)
    log.info("place_taken", extra={"award_id": award.id, "award_line_id": row.id})
    return row


def _participation(
    session: Session, entry: WaitingEntry, identity: Identity, now: datetime
) -> Participation:
    """The company's stay; it has one already when it took a place before."""
    joined = session.scalars(
        sa.select(Participation).where(
            Participation.group_buy_id == entry.group_buy_id,
            Participation.member_id == entry.member_id,
            Participation.state == ParticipationState.JOINED,
        )
    ).one_or_none()
    if joined is not None:
        return joined
    stay = Participation(
        id=uuid4(),
        group_buy_id=entry.group_buy_id,
        member_id=entry.member_id,
        state=ParticipationState.JOINED,
        joined_at=now,
        joined_by=identity.user_id,
    )
    session.add(stay)
    session.flush()
    record(session, stay, "take_place", by=identity, now=now, to_state=str(stay.state), lines=1)
    return stay


def _agreed(declined: AwardLine) -> dict[str, Any]:
    """The carrier and its price go over to whoever takes the place."""
    names = (
        "carrier_id",
        "list_minor",
        "discount_bps",
        "price_minor",
        "one_off_minor",
        "first_month_minor",
        "monthly_minor",
    )
    return {name: getattr(declined, name) for name in names}


def _accepted(
    award: Award, line: Line, declined: AwardLine, identity: Identity, now: datetime
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "award_id": award.id,
        "line_id": line.id,
        "group_buy_id": award.group_buy_id,
        "ceiling_minor": line.ceiling_minor,
        "acceptance": AcceptanceState.ACCEPTED,
        "decided_at": now,
        "decided_by": identity.user_id,
        "place_of_line_id": declined.line_id,
    }
