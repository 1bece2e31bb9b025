"""Screen the quotes of an opened RFQ, once: keep every hit, hold the award, tell who must act."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.screens import (
    HOUSE,
    SCREENS,
    VERSION,
    Effect,
    Hit,
    ScreenFacts,
    ScreenSettings,
    run_screens,
)
from marketplace.models import GroupBuy, Rfq, ScreenHit, ScreenRun
from marketplace.models.audit import record
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.find_screen_facts import find_screen_facts
from marketplace.services.tell_screens import tell_held

JOB = "screen_quotes"
log = logging.getLogger(__name__)


def screen_quotes(
    session: Session, *, rfq_id: UUID, settings: ScreenSettings = HOUSE, now: datetime
) -> ScreenRun | None:
    """The run of this RFQ, made now or before; None when it is not opened (any more).

    Safe to call again: the RFQ is locked, and it has one run. Raises NotFound.
    """
    rfq = lock_rfq(session, rfq_id)
    known = session.scalars(sa.select(ScreenRun).where(ScreenRun.rfq_id == rfq.id)).one_or_none()
    if known is not None or rfq.state != RfqState.OPENED:
        return known
    facts = find_screen_facts(session, rfq)
    run = _keep_run(session, rfq, facts, settings, now)
    hits = _keep_hits(session, run, run_screens(facts, settings), now)
    held = [hit for hit in hits if hit.effect == Effect.HOLD]
    record(
        session,
        run,
        "screen",
        by=None,
        now=now,
        rfq_id=str(rfq.id),
        hits=[hit.screen for hit in hits],
        held=len(held),
    )
    if held:
        tell_held(session, rfq, now=now)
    log.info("quotes_screened", extra={"rfq_id": rfq.id, "hits": len(hits), "held": len(held)})
    return run


def find_unscreened(session: Session) -> Sequence[UUID]:
    """Opened RFQs without a run, whose job was lost or that were opened before there were any."""
    query = (
        sa.select(Rfq.id)
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .where(
            Rfq.state == RfqState.OPENED,
            GroupBuy.state.in_([GroupBuyState.OPENED, GroupBuyState.AWARDED]),
            ~sa.exists().where(ScreenRun.rfq_id == Rfq.id),
        )
        .order_by(Rfq.opened_at)
    )
    return session.scalars(query).all()


def _keep_run(
    session: Session, rfq: Rfq, facts: ScreenFacts, settings: ScreenSettings, now: datetime
) -> ScreenRun:
    run = ScreenRun(
        id=uuid4(),
        rfq_id=rfq.id,
        group_buy_id=rfq.group_buy_id,
        screened_at=now,
        version=VERSION,
        settings=settings.document(),
        facts_sha256=hashlib.sha256(_in_order(facts).encode()).hexdigest(),
    )
    session.add(run)
    session.flush()
    return run


def _in_order(facts: ScreenFacts) -> str:
    """The facts as a text that is the same for the same facts."""
    past = [(sorted(one.bidders), one.winner, str(one.margin)) for one in facts.past]
    plain = replace(facts, past=())
    return repr((plain, past))


def _keep_hits(
    session: Session, run: ScreenRun, found: Sequence[Hit], now: datetime
) -> list[ScreenHit]:
    hits = [
        ScreenHit(
            id=uuid4(),
            run_id=run.id,
            rfq_id=run.rfq_id,
            group_buy_id=run.group_buy_id,
            screen=one.screen,
            kind=SCREENS[one.screen].kind,
            effect=SCREENS[one.screen].effect,
            carriers=[UUID(carrier) for carrier in one.carriers],
            figures=dict(one.figures),
            found_at=now,
        )
        for one in found
    ]
    session.add_all(hits)
    session.flush()
    return hits
