"""Tell all whom an award concerns: members with a line in it, bidders, its organiser."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import Award, AwardLine, GroupBuy, Line, Quote
from marketplace.services.notify import notify

PARTIES = frozenset({Role.MEMBER, Role.CARRIER})
ORGANISERS = frozenset({Role.PARK_MANAGER, Role.LEAD_ENTERPRISE})


def tell_award(
    session: Session,
    award: Award,
    event: str,
    *,
    due_at: datetime | None = None,
    about: UUID | str | None = None,
    but: Collection[UUID] = (),
    now: datetime,
) -> None:
    """Tell members and bidders; `but`: organisations that are told something else."""
    _tell(session, award, event, parties_of(session, award) - set(but), PARTIES, due_at, about, now)


def tell_organiser(
    session: Session, award: Award, event: str, *, about: UUID | str | None = None, now: datetime
) -> None:
    """Tell those who must act on the award for its organiser."""
    organiser = session.scalars(
        sa.select(GroupBuy.organiser_id).where(GroupBuy.id == award.group_buy_id)
    ).one()
    _tell(session, award, event, {organiser}, ORGANISERS, None, about, now)


def tell_organisation(
    session: Session,
    award: Award,
    event: str,
    organisation_id: UUID,
    *,
    about: UUID | str | None = None,
    now: datetime,
) -> None:
    """Tell one member or bidder."""
    _tell(session, award, event, {organisation_id}, PARTIES, None, about, now)


def parties_of(session: Session, award: Award) -> set[UUID]:
    """The members with a line in the award and the carriers with a quote."""
    members = (
        sa.select(Line.member_id)
        .join(AwardLine, AwardLine.line_id == Line.id)
        .where(AwardLine.award_id == award.id)
    )
    bidders = sa.select(Quote.carrier_id).where(Quote.rfq_id == award.rfq_id)
    return set(session.scalars(sa.union(members, bidders)))


def _tell(
    session: Session,
    award: Award,
    event: str,
    to: set[UUID],
    roles: Collection[Role],
    due_at: datetime | None,
    about: UUID | str | None,
    now: datetime,
) -> None:
    titles = session.execute(
        sa.select(GroupBuy.title_zh, GroupBuy.title_en).where(GroupBuy.id == award.group_buy_id)
    ).one()
    notify(
        session,
        event,
        to=to,
        roles=roles,
        about=about or award.id,
        path=f"/notices/{award.id}",
        now=now,
        group_buy_id=award.group_buy_id,
        due_at=due_at,
        title_zh=titles.title_zh,
        title_en=titles.title_en,
    )
