"""A person of the platform decides a carrier's claim; the member may complain before it counts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.contract_terms import in_working_days
from marketplace.domain.deposits import CONTEST_DAYS, DECIDE_DAYS
from marketplace.domain.lives import ClaimEvent, ClaimState
from marketplace.errors import Conflict, TooLate, invalid
from marketplace.models import Deposit, DepositClaim
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.book_deposit import book_kept
from marketplace.services.file_deposit_claim import unclaim
from marketplace.services.find_deposit_claims import lock_claim
from marketplace.services.tell_deposit import tell_carrier, tell_deposit, tell_reviewers

log = logging.getLogger(__name__)


def decide_deposit_claim(
    session: Session,
    *,
    claim_id: UUID,
    amount_minor: int,
    reason: str,
    identity: Identity,
    now: datetime,
) -> DepositClaim:
    """Fen that would be kept, at most the proven cost; 0 dismisses the claim. In writing.

    Nothing is kept yet: the member has five working days to complain. Raises NotFound, Forbidden,
    IllegalMove, TooLate, Invalid (too_much).
    """
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_CLAIM_DECIDE, identity)
    event = ClaimEvent.PROPOSE if amount_minor else ClaimEvent.DISMISS
    DepositClaim.life.after(claim.state, event)
    if claim.state != ClaimState.FILED:
        raise Conflict("claim_decided")
    _refuse_late(session, claim.decide_due_at)
    _refuse_too_much(amount_minor, deposit.most_minor(claim))
    claim.decided_minor, claim.decision = amount_minor, reason
    claim.decided_at, claim.decided_by = now, identity.user_id
    claim.contest_due_at = in_working_days(now, CONTEST_DAYS) if amount_minor else None
    claim.advance(event, by=identity, now=now, reason=reason)
    if amount_minor:
        due = claim.contest_due_at
        tell_deposit(session, deposit, "deposit_keep_proposed", now=now, about=claim.id, due_at=due)
    else:
        unclaim(session, deposit, claim, now)
    tell_carrier(session, deposit, "deposit_claim_decided", claim, now=now)
    return claim


def contest_deposit_claim(
    session: Session, *, claim_id: UUID, text: str, identity: Identity, now: datetime
) -> DepositClaim:
    """The member complains: nothing is kept while this is open. Raises TooLate, IllegalMove."""
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_CONTEST, identity)
    DepositClaim.life.after(claim.state, ClaimEvent.CONTEST)
    if claim.contest_due_at is not None:
        _refuse_late(session, claim.contest_due_at)
    claim.contest, claim.contested_at = text, now
    claim.decide_due_at = in_working_days(now, DECIDE_DAYS)
    claim.advance(ClaimEvent.CONTEST, by=identity, now=now)
    tell_reviewers(session, deposit, "deposit_contest_to_answer", claim, now=now)
    return claim


def answer_deposit_contest(
    session: Session,
    *,
    claim_id: UUID,
    amount_minor: int,
    reason: str,
    identity: Identity,
    now: datetime,
) -> DepositClaim:
    """Another reviewer than the one who decided keeps at most what was decided; 0: nothing.

    Raises NotFound, Forbidden, TooLate, Invalid (too_much), Conflict (another_reviewer,
    claim_not_contested).
    """
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_CLAIM_DECIDE, identity)
    if claim.state != ClaimState.CONTESTED:
        raise Conflict("claim_not_contested")
    if claim.decided_by == identity.user_id:
        raise Conflict("another_reviewer")
    _refuse_late(session, claim.decide_due_at)
    _refuse_too_much(amount_minor, deposit.most_minor(claim))
    claim.answer, claim.answered_at, claim.answered_by = reason, now, identity.user_id
    if amount_minor:
        claim.decided_minor = amount_minor
        _keep(session, deposit, claim, by=identity, reason=reason, now=now)
    else:
        claim.advance(ClaimEvent.DISMISS, by=identity, now=now, reason=reason)
        unclaim(session, deposit, claim, now)
        tell_carrier(session, deposit, "deposit_claim_decided", claim, now=now)
    return claim


def find_due_claims(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Nobody decided, or nobody complained, in time; what was decided first comes first."""
    undecided = sa.and_(
        DepositClaim.state.in_([ClaimState.FILED, ClaimState.CONTESTED]),
        DepositClaim.decide_due_at <= now,
    )
    uncontested = sa.and_(
        DepositClaim.state == ClaimState.PROPOSED, DepositClaim.contest_due_at <= now
    )
    query = sa.select(DepositClaim.id).where(sa.or_(undecided, uncontested))
    return session.scalars(query.order_by(DepositClaim.decided_at, DepositClaim.id)).all()


def settle_due_claim(session: Session, *, claim_id: UUID, now: datetime) -> DepositClaim:
    """What was proposed and not contested is kept; what nobody decided lapses, for the member."""
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_CLAIM_DECIDE, None)
    if claim.state == ClaimState.PROPOSED and claim.contest_due_at is not None:
        if now >= claim.contest_due_at:
            _keep(session, deposit, claim, by=None, reason="not_contested", now=now)
    elif claim.state in (ClaimState.FILED, ClaimState.CONTESTED) and now >= claim.decide_due_at:
        claim.advance(ClaimEvent.LAPSE, by=None, now=now, reason="not_decided_in_time")
        unclaim(session, deposit, claim, now)
        tell_carrier(session, deposit, "deposit_claim_decided", claim, now=now)
    return claim


def _keep(
    session: Session,
    deposit: Deposit,
    claim: DepositClaim,
    *,
    by: Identity | None,
    reason: str,
    now: datetime,
) -> None:
    """What was decided, or what claims that were final before have left of the deposit."""
    claim.kept_minor, claim.kept_at = deposit.most_minor(claim), now
    claim.advance(ClaimEvent.KEEP, by=by, now=now, reason=reason)
    if not deposit.left_minor:
        _exhaust(session, deposit, now)
    unclaim(session, deposit, claim, now)
    tell_carrier(session, deposit, "deposit_kept", claim, now=now)
    book_kept(session, claim, now)
    log.info("deposit_kept", extra={"deposit_id": deposit.id, "claim_id": claim.id})


def _exhaust(session: Session, deposit: Deposit, now: datetime) -> None:
    """Nothing is left of it for the claims that are still open."""
    for claim in deposit.live_claims:
        claim.advance(ClaimEvent.EXHAUST, by=None, now=now, reason="all_kept_for_another")
        tell_deposit(session, deposit, "deposit_claim_over", now=now, about=claim.id)
        tell_carrier(session, deposit, "deposit_claim_exhausted", claim, now=now)


def _refuse_late(session: Session, due_at: datetime) -> None:
    if now_of(session) >= due_at:
        raise TooLate(due_at=due_at.isoformat())


def _refuse_too_much(amount_minor: int, most: int) -> None:
    if amount_minor > most:
        raise invalid("/amount_minor", "too_much", most=most)
