"""Who is told what of a screen: reviewers that a hit waits, the organiser that its award is held
or free, a bidder that it is asked; never what was found.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import GroupBuy, Rfq, ScreenHearing, ScreenHit
from marketplace.services.notify import notify
from marketplace.services.tell_review import reviewing_organisations
from marketplace.services.tell_rfq import tell_organiser, tell_reviewers


def tell_held(session: Session, rfq: Rfq, *, now: datetime) -> None:
    """An award is held: its organiser learns that, the reviewers that it is their turn."""
    tell_reviewers(session, rfq, "screen_waiting", now=now, path="/screen")
    tell_organiser(session, rfq, "award_held", now=now, path="/award-room")


def tell_released(session: Session, rfq: Rfq, *, now: datetime) -> None:
    tell_organiser(session, rfq, "award_released", now=now, path="/award-room")


def tell_upheld(session: Session, rfq: Rfq, hit: ScreenHit, *, now: datetime) -> None:
    about = f"{hit.id} {now.isoformat()}"
    tell_organiser(session, rfq, "screen_upheld", about=about, now=now, path="/award-room")


def tell_set_aside(session: Session, rfq: Rfq, carriers: Collection[UUID], now: datetime) -> None:
    """Bidders whose quotes count no longer, and the organiser, whose computations are void."""
    path = f"/rfqs/{rfq.id}/own-quote"
    _tell(session, "quote_set_aside", rfq.group_buy, carriers, Role.CARRIER, rfq.id, path, now)
    tell_organiser(session, rfq, "quotes_set_aside", now=now, path="/award-room")


def tell_asked(session: Session, hearing: ScreenHearing, *, now: datetime) -> None:
    """Until when it may speak is in the notice; about what, only on the page."""
    to, path = [hearing.carrier_id], f"/hearings/{hearing.id}"
    about, due = hearing.id, hearing.due_at
    _tell(session, "hearing_asked", hearing.group_buy, to, Role.CARRIER, about, path, now, due)


def tell_stated(session: Session, hearing: ScreenHearing, *, now: datetime) -> None:
    to, path = reviewing_organisations(session), f"/screens/{hearing.hit_id}"
    about = hearing.id
    _tell(session, "hearing_answered", hearing.group_buy, to, Role.REVIEWER, about, path, now)


def _tell(
    session: Session,
    event: str,
    group_buy: GroupBuy,
    to: Collection[UUID],
    role: Role,
    about: UUID,
    path: str,
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    notify(
        session,
        event,
        to=to,
        roles=[role],
        about=about,
        path=path,
        now=now,
        group_buy_id=group_buy.id,
        due_at=due_at,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
