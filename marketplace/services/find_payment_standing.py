"""How payments stand: on or off, what Stripe last told us, what waits, what was last compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import EventOutcome, PaymentCheck, StripeEvent
from marketplace.payment_settings import API_VERSION, Mode, PaymentSettings
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.note_payment_trouble import refused_now


@dataclass(frozen=True)
class PaymentStanding:
    """`webhooks`: a secret is set, so Stripe can tell us; times are real time."""

    mode: Mode
    methods: tuple[str, ...]
    webhooks: bool
    api_version: str
    last_event_at: datetime | None
    waiting_events: int
    failed_events: int
    last_check: PaymentCheck | None
    refused: str | None
    "what Stripe refuses our key, as calls of deposits found last; None: nothing"


def find_payment_standing(
    session: Session, settings: PaymentSettings, *, identity: Identity
) -> PaymentStanding:
    """Raises Forbidden."""
    require(Permission.LEDGER_READ, identity)
    failed = StripeEvent.outcome == EventOutcome.FAILED
    counted = sa.select(
        sa.select(sa.func.max(StripeEvent.received_at)).scalar_subquery(),
        _count(StripeEvent.outcome.is_(None)),
        _count(failed),
    )
    last_at, waiting, fails = session.execute(counted).one()
    return PaymentStanding(
        mode=settings.mode,
        methods=settings.methods if settings.mode is not Mode.OFF else (),
        webhooks=bool(settings.webhook_secrets),
        api_version=API_VERSION,
        last_event_at=last_at,
        waiting_events=waiting,
        failed_events=fails,
        last_check=session.scalars(payment_checks(identity=identity).limit(1)).one_or_none(),
        refused=refused_now(session),
    )


def _count(which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(StripeEvent).where(which).scalar_subquery()


def payment_checks(*, identity: Identity) -> sa.Select[PaymentCheck]:
    """Every run, the newest first. Raises Forbidden."""
    require(Permission.LEDGER_READ, identity)
    return sa.select(PaymentCheck).order_by(PaymentCheck.asked_at.desc(), PaymentCheck.id)


def find_payment_check(session: Session, check_id: UUID, *, identity: Identity) -> PaymentCheck:
    """One run with its differences. Raises Forbidden, NotFound."""
    require(Permission.LEDGER_READ, identity)
    found = session.get(PaymentCheck, check_id)
    if found is None:
        raise NotFound()
    return found


def stripe_events(*, identity: Identity, open_only: bool = False) -> sa.Select[StripeEvent]:
    """What Stripe told us, the newest first; its text is not among it. Raises Forbidden."""
    require(Permission.LEDGER_READ, identity)
    query = sa.select(StripeEvent).options(sa.orm.defer(StripeEvent.body, raiseload=True))
    if open_only:
        undone = sa.or_(StripeEvent.outcome.is_(None), StripeEvent.outcome == EventOutcome.FAILED)
        query = query.where(undone)
    return query.order_by(StripeEvent.received_at.desc(), StripeEvent.id)
