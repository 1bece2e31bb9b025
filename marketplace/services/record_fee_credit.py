"""Bring a fee's credit notes up to what is seen at Stripe, and what went back by them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import (
    Booking,
    came_back,
    credited,
    given_back,
    owed_again,
    refunded,
)
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.lives import FeeCreditEvent, FeeCreditState, FeeEvent, FeeState
from marketplace.domain.lives.fees import ASKED
from marketplace.domain.payments import NO_MORE, CreditNote, Refund, RefundState
from marketplace.domain.working_days import local_day
from marketplace.models import FeeCredit, ServiceFee
from marketplace.models.audit import record
from marketplace.services.tell_fee import tell_credit, tell_fee, tell_operators_of_fee

log = logging.getLogger(__name__)


def noted(
    session: Session, fee: ServiceFee, seen: CreditNote, *, now: datetime
) -> Iterator[Booking]:
    """The credit note is made: what we asked for, or one that somebody made at Stripe.

    Changes fee and note, and gives what is to be booked. Before the invoice is known it says
    nothing yet, and of a void one no more: the void took back what the note had not.
    """
    known = any(note.stripe_note_id == seen.id for note in fee.credits)
    if fee.issued_at is None or (fee.state == FeeState.VOID and not known):
        return
    if seen.voided:
        yield from _voided(session, fee, seen, now)
        return
    note = _note_of(session, fee, seen, now)
    note.stripe_number, note.pdf_url = seen.number, seen.pdf_url
    note.stripe_refund_id = note.stripe_refund_id or seen.refund_id
    if note.stripe_refund_id and note.refund_state is None:
        note.refund_state = RefundState.PENDING
    if note.state == FeeCreditState.WANTED:
        note.stripe_note_id = seen.id
        yield issued(session, note, now=now)


def _voided(
    session: Session, fee: ServiceFee, seen: CreditNote, now: datetime
) -> Iterator[Booking]:
    """What it took back is owed again; one that we never knew has taken nothing back here.

    Only of a fee that is still asked for, as Stripe allows it; else a person looks at it.
    """
    for note in fee.credits:
        if note.stripe_note_id == seen.id and note.state == FeeCreditState.ISSUED:
            if fee.state not in ASKED or note.returned_minor:
                log.error("fee_note_voided_unfit", extra={"fee_id": fee.id, "note": note.number})
                return
            note.advance(FeeCreditEvent.VOID, by=None, now=now, reason="seen at Stripe")
            tell_fee(
                session,
                "fee_credit_voided",
                fee,
                now=now,
                about=f" {note.id}",
                note=note.number,
            )
            yield owed_again(note.facts)


def _note_of(session: Session, fee: ServiceFee, seen: CreditNote, now: datetime) -> FeeCredit:
    """Ours with that id; else the one on its way for those amounts; else a new row."""
    for note in fee.credits:
        if note.stripe_note_id == seen.id:
            return note
    for note in fee.credits:
        if note.state == FeeCreditState.WANTED and (note.net_minor, note.vat_minor) == (
            seen.net_minor,
            seen.vat_minor,
        ):
            return note
    return new_credit(
        session,
        fee,
        net_minor=seen.net_minor,
        vat_minor=seen.vat_minor,
        why=CreditReason.AT_STRIPE,
        reason=seen.number,
        way=FeeWay.STRIPE,
        by=None,
        now=now,
    )


def new_credit(
    session: Session,
    fee: ServiceFee,
    *,
    net_minor: int,
    vat_minor: int,
    why: CreditReason,
    reason: str,
    way: FeeWay,
    by: object,
    now: datetime,
) -> FeeCredit:
    """A credit note of the fee on its way, numbered on from its others."""
    numbered = sa.select(sa.func.count()).where(FeeCredit.fee_id == fee.id)
    counter = session.execute(numbered).scalar_one() + 1
    note = FeeCredit(
        id=uuid4(),
        fee_id=fee.id,
        group_buy_id=fee.group_buy_id,
        number=f"CN-{fee.number.removeprefix('SF-')}-{counter}",
        state=FeeCreditState.WANTED,
        why=why,
        reason=reason,
        net_minor=net_minor,
        vat_minor=vat_minor,
        way=way,
        created_at=now,
        created_by=getattr(by, "user_id", None),
    )
    fee.credits.append(note)
    session.flush()
    record(
        session,
        note,
        "want",
        by=by,
        now=now,
        to_state=str(note.state),
        reason=reason,
        number=note.number,
        why=str(why),
        fee_id=str(fee.id),
    )
    return note


def issued(session: Session, note: FeeCredit, *, now: datetime) -> Booking:
    """It is made: the payer is told, and a fee of which nothing is left is credited whole."""
    fee = note.fee
    note.issued_at = now
    note.advance(FeeCreditEvent.ISSUE, by=None, now=now)
    made = [one for one in fee.credits if one.state == FeeCreditState.ISSUED]
    whole = sum(one.net_minor for one in made) == fee.net_minor
    if whole and fee.life.allows(fee.state, FeeEvent.CREDIT_WHOLE):
        fee.advance(FeeEvent.CREDIT_WHOLE, by=None, now=now)
    tell_credit(session, note, now=now)
    log.info("fee_credited", extra={"fee_id": fee.id, "note": note.number})
    return credited(note.facts)


def refuse_wanted(fee: ServiceFee, *, fault: str, now: datetime) -> None:
    """A credit note that is on its way comes to nothing: `fault` says why."""
    for note in fee.credits:
        if note.state == FeeCreditState.WANTED:
            note.fault = fault
            note.advance(FeeCreditEvent.REFUSE, by=None, now=now, reason=fault)


def noted_refund(
    session: Session, fee: ServiceFee, seen: Refund, *, now: datetime
) -> Iterator[Booking]:
    """Money on its way back, of a credit note or of what was paid twice.

    One that nothing names yet says nothing: the credit note that it belongs to names it.
    """
    for note in fee.credits:
        if note.stripe_refund_id == seen.id:
            yield from _went_back(note, seen, now)
            return
    if _gives_back_twice_paid(fee, seen):
        fee.stripe_refund_id = seen.id
    if fee.stripe_refund_id == seen.id:
        fee.stripe_refund_state = seen.state
        yield given_back(fee.facts, seen.amount_minor, seen.id)
        if seen.state in NO_MORE:
            tell_operators_of_fee(session, "fee_to_settle", fee, now=now)
            yield came_back(fee.facts, seen.amount_minor, seen.id)


def _gives_back_twice_paid(fee: ServiceFee, seen: Refund) -> bool:
    """Made by a person at Stripe: nothing else of a fee that a transfer settled is refunded there.

    What was sent back by bank transfer meanwhile went back twice then: a person looks at it.
    """
    same = fee.stripe_payment_id == seen.payment_id and fee.overpaid_minor == seen.amount_minor
    return fee.stripe_refund_id is None and same and seen.state not in NO_MORE


def _went_back(note: FeeCredit, seen: Refund, now: datetime) -> Iterator[Booking]:
    """The balance at Stripe moves as soon as the refund is made, and again when it fails."""
    note.refund_state = seen.state
    yield refunded(note.facts, seen.amount_minor, seen.id)
    if note.return_reference is not None:
        return
    if seen.state in NO_MORE:
        note.returned_on, note.returned_minor = None, 0
        yield came_back(note.facts, seen.amount_minor, seen.id)
    elif note.returned_on is None:
        note.returned_on, note.returned_minor = local_day(now), seen.amount_minor
