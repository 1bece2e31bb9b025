"""An award's lines: the organiser sees all, a member its own, a carrier those it won."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.lives import AcceptanceState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Award, AwardLine, GroupBuy, Line, Organisation, RfqLine
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_award


@dataclass(frozen=True)
class AwardLineSeen:
    """One awarded line for one reader; what is not the reader's to know is None."""

    id: UUID
    line_id: UUID
    award_id: UUID
    reference: str
    label: str | None
    lot: str
    mbps: int
    term_months: int
    member: Organisation | None
    carrier: Organisation | None
    list_minor: int | None
    "the reference list price of the group buy"
    ceiling_minor: int | None
    carrier_list_minor: int | None
    "the carrier's price before its ladder"
    discount_bps: int | None
    price_minor: int | None
    saving_minor: int | None
    one_off_minor: int | None
    first_month_minor: int | None
    monthly_minor: int | None
    acceptance: AcceptanceState
    decided_at: datetime | None
    decline_reason: str | None


@dataclass(frozen=True)
class Answered:
    """Lines with the same answer: how many, at what price, against which list price, in fen."""

    lines: int
    price_minor: int
    list_minor: int


def award_lines_query(
    session: Session, *, award_id: UUID, identity: Identity
) -> sa.Select[AwardLine]:
    """The caller's lines of the award by reference; turn each page into views with `seen`."""
    award = find_award(session, award_id=award_id, identity=identity)
    return _own_part(_lines(award.rfq_id).where(AwardLine.award_id == award.id), identity)


def count_answers(
    session: Session, *, award_id: UUID, identity: Identity
) -> dict[AcceptanceState, Answered]:
    """Over all of the caller's lines of the award, not only over one page of them."""
    find_award(session, award_id=award_id, identity=identity)
    query: Any = (
        sa.select(
            AwardLine.acceptance,
            sa.func.count(),
            sa.func.sum(AwardLine.price_minor),
            sa.func.sum(Line.list_minor),
        )
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award_id)
        .group_by(AwardLine.acceptance)
    )
    rows = session.execute(_own_part(query, identity)).all()
    counted = {row[0]: Answered(row[1], int(row[2] or 0), int(row[3])) for row in rows}
    return {state: counted.get(state, Answered(0, 0, 0)) for state in AcceptanceState}


def _own_part(query: Any, identity: Identity) -> Any:
    if identity.kind == OrganisationKind.CARRIER:
        return query.where(AwardLine.carrier_id == identity.organisation_id)
    if identity.kind == OrganisationKind.ENTERPRISE:
        return query.where(Line.member_id == identity.organisation_id)
    return query


def find_award_line(session: Session, *, award_line_id: UUID, identity: Identity) -> AwardLineSeen:
    """One awarded line; raises NotFound when it is not the caller's to see."""
    award_id = session.scalar(sa.select(AwardLine.award_id).where(AwardLine.id == award_line_id))
    if award_id is None:
        raise NotFound()
    query = award_lines_query(session, award_id=award_id, identity=identity)
    line = session.scalars(query.where(AwardLine.id == award_line_id)).unique().one_or_none()
    if line is None:
        raise NotFound()
    return seen(session, [line], identity)[0]


def seen(session: Session, lines: Iterable[AwardLine], identity: Identity) -> list[AwardLineSeen]:
    """The lines as this reader may see them."""
    lines = list(lines)
    query = (
        sa.select(RfqLine)
        .join(Award, Award.rfq_id == RfqLine.rfq_id)
        .where(
            Award.id.in_({line.award_id for line in lines}),
            RfqLine.line_id.in_([line.line_id for line in lines]),
        )
        .options(joinedload(RfqLine.lot))
    )
    asked = {row.line_id: row for row in session.scalars(query)} if lines else {}
    return [_seen(line, asked[line.line_id], identity) for line in lines]


def _lines(rfq_id: UUID) -> sa.Select[AwardLine]:
    return (
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .join(RfqLine, sa.and_(RfqLine.line_id == AwardLine.line_id, RfqLine.rfq_id == rfq_id))
        .options(
            contains_eager(AwardLine.line).joinedload(Line.member),
            joinedload(AwardLine.carrier),
            joinedload(AwardLine.award).joinedload(Award.group_buy).load_only(GroupBuy.id),
        )
        .order_by(RfqLine.reference)
    )


def _seen(row: AwardLine, asked: RfqLine, identity: Identity) -> AwardLineSeen:
    line, carrier_reads = row.line, identity.kind == OrganisationKind.CARRIER
    saving = None if row.price_minor is None else line.list_minor - row.price_minor
    return AwardLineSeen(
        id=row.id,
        line_id=row.line_id,
        award_id=row.award_id,
        reference=asked.reference,
        label=None if carrier_reads else line.label,
        lot=asked.lot.code,
        mbps=line.mbps,
        term_months=line.term_months,
        member=None if carrier_reads and not contracted(row) else line.member,
        carrier=row.carrier,
        list_minor=None if carrier_reads else line.list_minor,
        ceiling_minor=None if carrier_reads else row.ceiling_minor,
        carrier_list_minor=row.list_minor,
        discount_bps=row.discount_bps,
        price_minor=row.price_minor,
        saving_minor=None if carrier_reads else saving,
        one_off_minor=row.one_off_minor,
        first_month_minor=row.first_month_minor,
        monthly_minor=row.monthly_minor,
        acceptance=row.acceptance,
        decided_at=row.decided_at,
        decline_reason=None if carrier_reads else row.decline_reason,
    )


def contracted(row: AwardLine) -> bool:
    """The carrier learns the member's name once an acceptance can no longer be taken back."""
    return row.acceptance == AcceptanceState.ACCEPTED and row.award.settled_at is not None
