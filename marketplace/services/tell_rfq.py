"""Who is told what of an RFQ: every invited carrier alike, the organiser, the reviewers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import Rfq, SealedQuote
from marketplace.services.notify import notify
from marketplace.services.tell_review import reviewing_organisations

ORGANISERS = (Role.PARK_MANAGER, Role.LEAD_ENTERPRISE)


def tell_carriers(
    session: Session,
    rfq: Rfq,
    event: str,
    *,
    now: datetime,
    about: UUID | None = None,
    path: str = "",
    due_at: datetime | None = None,
) -> None:
    """Tell every invited carrier, whether it has quoted or not."""
    invited = sa.select(SealedQuote.carrier_id).where(SealedQuote.rfq_id == rfq.id)
    to = session.scalars(invited).all()
    _tell(session, rfq, event, to, (Role.CARRIER,), about, f"/rfqs/{rfq.id}{path}", now, due_at)


def tell_organiser(
    session: Session,
    rfq: Rfq,
    event: str,
    *,
    now: datetime,
    about: UUID | str | None = None,
    path: str = "/room",
    due_at: datetime | None = None,
) -> None:
    to = [rfq.group_buy.organiser_id]
    _tell(session, rfq, event, to, ORGANISERS, about, f"/rfqs/{rfq.id}{path}", now, due_at)


def tell_reviewers(session: Session, rfq: Rfq, event: str, *, now: datetime, path: str) -> None:
    """Tell every reviewer of the platform."""
    to = reviewing_organisations(session)
    _tell(session, rfq, event, to, (Role.REVIEWER,), None, f"/rfqs/{rfq.id}{path}", now, None)


def _tell(
    session: Session,
    rfq: Rfq,
    event: str,
    to: Collection[UUID],
    roles: Collection[Role],
    about: UUID | str | None,
    path: str,
    now: datetime,
    due_at: datetime | None,
) -> None:
    notify(
        session,
        event,
        to=to,
        roles=roles,
        about=about or rfq.id,
        path=path,
        now=now,
        group_buy_id=rfq.group_buy_id,
        due_at=due_at,
        title_zh=rfq.group_buy.title_zh,
        title_en=rfq.group_buy.title_en,
        number=rfq.number,
    )
