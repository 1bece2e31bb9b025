"""What stands in the way of an organisation that would leave: everything at once, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.leaving import Obstacle
from marketplace.domain.lives import (
    AcceptanceState,
    AwardComplaintState,
    AwardState,
    ContractState,
    GroupBuyState,
    InvoiceState,
    ParticipationState,
    RfqState,
    ServiceComplaintState,
    WaitingState,
)
from marketplace.domain.working_days import local_day
from marketplace.models import (
    Award,
    AwardComplaint,
    AwardLine,
    Contract,
    ContractLine,
    GroupBuy,
    Line,
    LineInvoice,
    Participation,
    Quote,
    Rfq,
    SealedQuote,
    ServiceComplaint,
    WaitingEntry,
)
from marketplace.services.find_completion import ENDED

TITLES = (GroupBuy.title_zh, GroupBuy.title_en)
NUMBERS = (Contract.number.label("title_zh"), Contract.number.label("title_en"))
IN_POOL = (GroupBuyState.OPEN, GroupBuyState.LOCKED, GroupBuyState.QUOTING, GroupBuyState.OPENED)
AGREED = (AcceptanceState.ACCEPTED, AcceptanceState.CHOSEN)


def find_obstacles(session: Session, organisation_id: UUID, *, now: datetime) -> list[Obstacle]:
    """By kind, then by title. What a sealed envelope holds is not looked at: being invited counts.

    For the organisation itself and for overseers; the caller asks for the right.
    """
    return [
        Obstacle(code, row[0], row[1], row[2], path.format(row[0]))
        for code, path, query in _queries(organisation_id, now)
        for row in session.execute(query.distinct().order_by(query.selected_columns[1]))
    ]


def _queries(mine: UUID, now: datetime) -> Iterator[tuple[str, str, Any]]:
    """Each kind: its code, the page of a thing, and the things with their titles."""
    yield (
        "leave_organises",
        "/group-buys/{}",
        _buys(GroupBuy.organiser_id == mine).where(GroupBuy.state.not_in(ENDED)),
    )
    yield "leave_stay", "/group-buys/{}", _stays(mine)
    yield "leave_waiting", "/group-buys/{}/waiting", _waits(mine)
    yield "leave_award_line", "/awards/{}/lines/own", _undecided(Line.member_id == mine)
    sells = sa.func.coalesce(AwardLine.taken_carrier_id, AwardLine.carrier_id) == mine
    yield "leave_award_line", "/notices/{}", _undecided(sells)
    yield "leave_quote", "/rfqs/{}", _invited(mine)
    yield "leave_quote", "/rfqs/{}", _bound(mine, now)
    yield "leave_contract", "/contracts/{}", _contracts(mine)
    yield "leave_invoice", "/line-money/invoices/{}", _invoices(mine)
    yield "leave_complaint", "/complaints/{}", _complaints(mine)
    yield "leave_complaint", "/notices/{}", _award_complaints(mine)


def _buys(*where: Any) -> Any:
    return sa.select(GroupBuy.id, *TITLES).where(*where)


def _stays(mine: UUID) -> Any:
    joined = Participation.member_id == mine, Participation.state == ParticipationState.JOINED
    stays = _buys(GroupBuy.state.in_(IN_POOL))
    return stays.join(Participation, Participation.group_buy_id == GroupBuy.id).where(*joined)


def _waits(mine: UUID) -> Any:
    waits = WaitingEntry.member_id == mine, WaitingEntry.state == WaitingState.WAITING
    entries = _buys(GroupBuy.state.not_in(ENDED))
    return entries.join(WaitingEntry, WaitingEntry.group_buy_id == GroupBuy.id).where(*waits)


def _undecided(party: sa.ColumnElement[bool]) -> Any:
    """Awards with a line of the party's to answer, or agreed and in no contract yet."""
    contracted = sa.exists().where(ContractLine.line_id == AwardLine.line_id)
    return (
        sa.select(Award.id, *TITLES)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .join(AwardLine, AwardLine.award_id == Award.id)
        .join(Line, Line.id == AwardLine.line_id)
        .where(
            party,
            Award.state == AwardState.STANDING,
            GroupBuy.state == GroupBuyState.AWARDED,
            sa.or_(
                AwardLine.acceptance == AcceptanceState.PENDING,
                sa.and_(AwardLine.acceptance.in_(AGREED), ~contracted),
            ),
        )
    )


def _rfqs(*where: Any) -> Any:
    rfqs = sa.select(Rfq.id, *TITLES).join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
    return rfqs.where(*where)


def _invited(mine: UUID) -> Any:
    running = Rfq.state.in_([RfqState.QUOTING, RfqState.SHORT])
    invited = _rfqs(running, SealedQuote.carrier_id == mine)
    return invited.join(SealedQuote, SealedQuote.rfq_id == Rfq.id)


def _bound(mine: UUID, now: datetime) -> Any:
    """RFQs whose opened quote of the carrier may still be awarded or taken."""
    standing = GroupBuy.state.in_([GroupBuyState.OPENED, GroupBuyState.AWARDED])
    valid = Quote.carrier_id == mine, Quote.usable, Quote.valid_until >= local_day(now)
    quoted = _rfqs(Rfq.state == RfqState.OPENED, standing, *valid)
    return quoted.join(Quote, Quote.rfq_id == Rfq.id)


def _contracts(mine: UUID) -> Any:
    return sa.select(Contract.id, *NUMBERS).where(
        sa.or_(Contract.member_id == mine, Contract.carrier_id == mine),
        Contract.state.in_([ContractState.DRAWN, ContractState.IN_FORCE]),
    )


def _invoices(mine: UUID) -> Any:
    """Of lines, that are not received in full yet."""
    numbers = LineInvoice.number.label("title_zh"), LineInvoice.number.label("title_en")
    return sa.select(LineInvoice.id, *numbers).where(
        sa.or_(LineInvoice.member_id == mine, LineInvoice.carrier_id == mine),
        LineInvoice.state.in_(
            [InvoiceState.INVOICED, InvoiceState.PAID, InvoiceState.DISPUTED],
        ),
    )


def _complaints(mine: UUID) -> Any:
    """Its own ones, and those it has to answer as carrier or organiser."""
    filed = ServiceComplaint
    numbers = filed.number.label("title_zh"), filed.number.label("title_en")
    return (
        sa.select(filed.id, *numbers)
        .join(GroupBuy, GroupBuy.id == filed.group_buy_id)
        .where(
            filed.state != ServiceComplaintState.CLOSED,
            sa.or_(
                filed.member_id == mine,
                filed.carrier_id == mine,
                GroupBuy.organiser_id == mine,
            ),
        )
    )


def _award_complaints(mine: UUID) -> Any:
    """Awards against which its own complaint is open."""
    return (
        sa.select(Award.id, *TITLES)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .join(AwardComplaint, AwardComplaint.award_id == Award.id)
        .where(
            AwardComplaint.complainant_id == mine,
            AwardComplaint.state == AwardComplaintState.FILED,
            GroupBuy.state == GroupBuyState.AWARDED,
        )
    )
