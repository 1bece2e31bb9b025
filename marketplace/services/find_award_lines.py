"""An award's lines: the organiser sees all, a member its own, a carrier those it won."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.lives import AcceptanceState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Award, AwardLine, ContractLine, GroupBuy, Line, RfqLine
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.award_line_seen import Answered, AwardLineSeen, line_seen
from marketplace.services.find_awards import find_award


def award_lines_query(
    session: Session, *, award_id: UUID, identity: Identity, own: bool = False
) -> sa.Select[AwardLine]:
    """The caller's lines of the award by reference; turn each page into views with `seen`.

    `own`: of a company that organises too, only the lines that are its own.
    """
    award = find_award(session, award_id=award_id, identity=identity)
    query = _lines(award.rfq_id).where(AwardLine.award_id == award.id)
    return _own_part(query, award, identity, own)


def count_answers(
    session: Session, *, award_id: UUID, identity: Identity, own: bool = False
) -> dict[AcceptanceState, Answered]:
    """Over all of the caller's lines of the award, not only over one page of them."""
    award = find_award(session, award_id=award_id, identity=identity)
    query: Any = (
        sa.select(
            AwardLine.acceptance,
            sa.func.count(),
            sa.func.sum(_price_for(identity)),
            sa.func.sum(Line.list_minor),
        )
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award_id)
        .group_by(AwardLine.acceptance)
    )
    rows = session.execute(_own_part(query, award, identity, own)).all()
    counted = {row[0]: Answered(row[1], int(row[2] or 0), int(row[3])) for row in rows}
    return {state: counted.get(state, Answered(0, 0, 0)) for state in AcceptanceState}


def _price_for(identity: Identity) -> Any:
    """What a line costs: as it was agreed; to a carrier its own price, never another's."""
    if identity.kind == OrganisationKind.CARRIER:
        own = AwardLine.carrier_id == identity.organisation_id
        return sa.case((own, AwardLine.price_minor), else_=AwardLine.taken_price_minor)
    return sa.func.coalesce(AwardLine.taken_price_minor, AwardLine.price_minor)


def _own_part(query: Any, award: Award, identity: Identity, own: bool) -> Any:
    mine = identity.organisation_id
    if identity.kind == OrganisationKind.CARRIER:
        won = sa.or_(AwardLine.carrier_id == mine, AwardLine.taken_carrier_id == mine)
        return query.where(won)
    if own or (
        identity.kind == OrganisationKind.ENTERPRISE
        and not allowed(Permission.AWARD_READ, identity, award.group_buy)
    ):
        return query.where(Line.member_id == mine)
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
    if not lines:
        return []
    ids = [line.line_id for line in lines]
    pairs = _pairs(session, ids)
    query = (
        sa.select(RfqLine)
        .join(Award, Award.rfq_id == RfqLine.rfq_id)
        .where(
            Award.id.in_({line.award_id for line in lines}),
            RfqLine.line_id.in_([*ids, *pairs.values()]),
        )
        .options(joinedload(RfqLine.lot))
    )
    asked = {row.line_id: row for row in session.scalars(query)}
    named = _contracted(session, ids, identity)
    other = {one: asked[two].reference for one, two in pairs.items() if two in asked}
    return [
        line_seen(line, asked[line.line_id], identity, named, other.get(line.line_id))
        for line in lines
    ]


def _pairs(session: Session, ids: list[UUID]) -> dict[UUID, UUID]:
    """By line, the other line of its pair."""
    second = Line.diverse_from_id.is_not(None)
    query = sa.select(Line.id, Line.diverse_from_id).where(
        second, sa.or_(Line.id.in_(ids), Line.diverse_from_id.in_(ids))
    )
    pairs: dict[UUID, UUID] = {}
    for one, two in session.execute(query):
        if two is not None:
            pairs[one], pairs[two] = two, one
    return pairs


def _contracted(session: Session, ids: list[UUID], identity: Identity) -> set[UUID]:
    """The lines that the reading carrier has a contract for: it knows their members' names."""
    if identity.kind != OrganisationKind.CARRIER:
        return set()
    query = sa.select(ContractLine.line_id).where(
        ContractLine.line_id.in_(ids),
        ContractLine.contract.has(carrier_id=identity.organisation_id),
    )
    return set(session.scalars(query))


def _lines(rfq_id: UUID) -> sa.Select[AwardLine]:
    return (
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .join(RfqLine, sa.and_(RfqLine.line_id == AwardLine.line_id, RfqLine.rfq_id == rfq_id))
        .options(
            contains_eager(AwardLine.line).joinedload(Line.member),
            joinedload(AwardLine.carrier),
            joinedload(AwardLine.taken_carrier),
            joinedload(AwardLine.award).joinedload(Award.group_buy).load_only(GroupBuy.id),
        )
        .order_by(RfqLine.reference)
    )
