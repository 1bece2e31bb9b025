"""Keep what a comparison of Stripe with the ledger came to."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import real_now_of
from marketplace.domain.reconciling import CheckOutcome, Difference
from marketplace.models import PaymentCheck, PaymentDifference

log = logging.getLogger(__name__)
MOST = 1_000
"More differences than this say no more than that everything differs"


def find_open_check(session: Session, check_id: UUID) -> PaymentCheck | None:
    """The run while it has not ended."""
    return session.scalars(
        sa.select(PaymentCheck).where(PaymentCheck.id == check_id, PaymentCheck.outcome.is_(None))
    ).one_or_none()


def end_payment_check(
    session: Session,
    *,
    check_id: UUID,
    moves: int = 0,
    mended: int = 0,
    differences: Sequence[Difference] = (),
    fault: str | None = None,
) -> None:
    """Once: a run that has ended stays as it ended."""
    check = session.scalars(
        sa.select(PaymentCheck).where(PaymentCheck.id == check_id).with_for_update()
    ).one()
    if check.outcome is not None:
        return
    ended_at = real_now_of(session)
    check.outcome, check.ended_at = _outcome(differences, fault), ended_at
    check.fault, check.moves, check.mended = fault, moves, mended
    for position, one in enumerate(differences[:MOST]):
        session.add(PaymentDifference(check_id=check_id, position=position, **vars(one)))
    facts = {"check_id": check_id, "outcome": check.outcome, "differences": len(differences)}
    log.info("payment_check_ended", extra=facts)


def _outcome(differences: Sequence[Difference], fault: str | None) -> CheckOutcome:
    if fault is not None:
        return CheckOutcome.FAILED
    return CheckOutcome.DIFFERS if differences else CheckOutcome.AGREED
