"""Keep a dispute as it is seen at Stripe, and what it moved in the ledger."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import Cause, CauseKind, EntryPurpose, Leg, credit, debit
from marketplace.domain.lives import DisputeEvent, DisputeState
from marketplace.domain.payments import Dispute
from marketplace.domain.reconciling import WON
from marketplace.models import PaymentDispute
from marketplace.models.audit import record
from marketplace.services.book_stripe import book_stripe
from marketplace.services.post_entry import post_entry

log = logging.getLogger(__name__)
MOVES = {
    DisputeState.OPEN: DisputeEvent.TAKE,
    DisputeState.WON: DisputeEvent.WIN,
    DisputeState.LOST: DisputeEvent.LOSE,
}


def keep_dispute(
    session: Session,
    seen: Dispute,
    *,
    organisation_id: UUID,
    group_buy_id: UUID,
    now: datetime,
) -> tuple[PaymentDispute, DisputeState | None]:
    """The dispute, and the state that it has just come to; None: it stands as it stood.

    An older look never takes it back. Whose it is must be locked.
    """
    query = sa.select(PaymentDispute).where(PaymentDispute.stripe_id == seen.id)
    kept = session.scalars(query).one_or_none()
    fresh = kept is None
    if kept is None:
        kept = _new(session, seen, organisation_id, group_buy_id, now)
    kept.taken_minor = max(kept.taken_minor, seen.taken_minor)
    kept.restored_minor = max(kept.restored_minor, seen.restored_minor)
    kept.respond_by = seen.respond_by
    event = MOVES.get(seen.state)
    if event is not None and kept.life.allows(kept.state, event):
        kept.ended_at = None if seen.state is DisputeState.OPEN else now
        kept.advance(event, by=None, now=now, reason=seen.reason)
        log.info("payment_dispute_moved", extra={"dispute_id": kept.id, "state": kept.state})
        return kept, kept.state
    return kept, kept.state if fresh else None


def _new(
    session: Session, seen: Dispute, organisation_id: UUID, group_buy_id: UUID, now: datetime
) -> PaymentDispute:
    if seen.about is None:
        raise ValueError("it is about nothing of ours")
    made = PaymentDispute(
        id=uuid4(),
        stripe_id=seen.id,
        about_kind=seen.about.kind,
        about_id=seen.about.id,
        group_buy_id=group_buy_id,
        organisation_id=organisation_id,
        payment_id=seen.payment_id,
        state=DisputeState.INQUIRY,
        amount_minor=seen.amount_minor,
        reason=seen.reason,
        opened_at=now,
        taken_minor=0,
        restored_minor=0,
        settled_minor=0,
    )
    session.add(made)
    session.flush()
    record(
        session, made, "open", by=None, now=now, to_state=str(made.state), reason=seen.reason,
        about=str(seen.about.id), amount_minor=seen.amount_minor,
    )  # fmt: skip
    return made


def book_dispute(session: Session, kept: PaymentDispute, *, now: datetime) -> None:
    """What the bank took, and gave back, at Stripe; each once. Call last in a transaction."""
    session.flush()
    if kept.taken_minor:
        _moved(session, kept, -kept.taken_minor, kept.stripe_id, EntryPurpose.RETURNED, now)
    if kept.restored_minor:
        name = kept.stripe_id + WON
        _moved(session, kept, kept.restored_minor, name, EntryPurpose.REVERSED, now)


def _moved(
    session: Session,
    kept: PaymentDispute,
    minor: int,
    name: str,
    purpose: EntryPurpose,
    now: datetime,
) -> None:
    legs = _legs(kept, A.STRIPE_CLEARING, minor)
    book_stripe(
        session,
        stripe_id=name,
        about=kept.about,
        cause=Cause(CauseKind.DISPUTE, kept.id, purpose),
        legs=legs,
        now=now,
    )


def _legs(kept: PaymentDispute, other: A, minor: int) -> tuple[Leg, ...]:
    """`minor` above zero comes to the other account, which is the platform's."""
    into, out = (debit, credit) if minor > 0 else (credit, debit)
    return into(other, abs(minor)), out(A.DISPUTED, abs(minor), kept.organisation_id)


def book_lost(session: Session, kept: PaymentDispute, settles: A, *, now: datetime) -> None:
    """What was lost stands for money that was held, or is owed as a fee again: `settles` says."""
    if not kept.settled_minor:
        return
    session.flush()
    who = kept.organisation_id
    legs = debit(settles, kept.settled_minor, who), credit(A.DISPUTED, kept.settled_minor, who)
    cause = Cause(CauseKind.DISPUTE, kept.id, EntryPurpose.SETTLED)
    post_entry(session, cause=cause, legs=legs, now=now)
