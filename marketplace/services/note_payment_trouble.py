"""Stripe refuses our key: operators are told at once, and it is known that nobody can pay."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import PaymentTrouble
from marketplace.services.find_deposit_acts import ActKind
from marketplace.services.notify import notify
from marketplace.services.tell_deposit import platforms

KEY_REFUSED = "stripe_key_refused"
"Then nothing at all can be asked; else one right is missing"
FRESH = timedelta(minutes=15)
"A refusal longer ago, while nobody asked for anything, says nothing of now"


def note_trouble(session: Session, *, act: str, code: str, now: datetime) -> None:
    """Of a call that was refused for our settings; the operators are told once a day."""
    known = PaymentTrouble
    row = {"act": act, "code": code, "began_at": now, "seen_at": now, "ended_at": None}
    began = sa.case((known.ended_at.is_(None), known.began_at), else_=now)
    again = {"code": code, "began_at": began, "seen_at": now, "ended_at": None}
    written = insert(known).values(row)
    session.execute(written.on_conflict_do_update(index_elements=["act"], set_=again))
    notify(
        session,
        "payments_refused",
        to=platforms(session),
        roles=[Role.OPERATOR],
        about=f"{code} {now.date()}",
        path="/payments",
        now=now,
    )


def end_trouble(session: Session, *, act: str, now: datetime) -> None:
    """Stripe answered a call of this kind: the key is good, and so is this right."""
    ended = sa.or_(PaymentTrouble.act == act, PaymentTrouble.code == KEY_REFUSED)
    open_ = sa.update(PaymentTrouble).where(PaymentTrouble.ended_at.is_(None), ended)
    session.execute(open_.values(ended_at=now))


def refused_now(session: Session) -> str | None:
    """Why some kind of call was refused when it was made last; None: none was."""
    newest = sa.select(PaymentTrouble.code).where(PaymentTrouble.ended_at.is_(None))
    return session.scalar(newest.order_by(PaymentTrouble.seen_at.desc()).limit(1))


def nobody_can_pay(session: Session, *, now: datetime) -> bool:
    """Whether Stripe refuses the key, or to open a page, as things stand."""
    paying = sa.or_(PaymentTrouble.act == ActKind.OPEN_PAGE, PaymentTrouble.code == KEY_REFUSED)
    fresh = sa.exists().where(
        PaymentTrouble.ended_at.is_(None), paying, PaymentTrouble.seen_at > now - FRESH
    )
    return bool(session.scalar(sa.select(fresh)))
