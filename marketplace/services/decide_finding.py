"""Reviewers decide on a finding with a reason; an overturned reject takes a second reviewer."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.verdicts import Standing, Verdict
from marketplace.domain.roles import Role
from marketplace.errors import Conflict
from marketplace.models import FindingDecision, KeptFinding
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_findings import decisions_on, find_finding
from marketplace.services.judge_findings import STOPPING
from marketplace.services.notify import notify
from marketplace.services.standing_findings import StandingFinding, is_newest, with_standing
from marketplace.services.tell_review import reviewing_organisations

log = logging.getLogger(__name__)
_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:fingerprint, 0))")


def decide_finding(
    session: Session,
    *,
    finding_id: UUID,
    verdict: Verdict,
    reason: str,
    identity: Identity,
    now: datetime,
) -> StandingFinding:
    """Allow the step in spite of the finding, or refuse; the newest decision stands.

    To allow what a rule rejects takes effect once another reviewer confirms it. Raises NotFound,
    Forbidden, Conflict (finding_superseded, finding_not_stopping, confirmation_waiting).
    """
    seen = _lock(session, finding_id, identity)
    if seen.standing == Standing.SECOND:
        raise Conflict("confirmation_waiting")
    return _keep(session, seen.finding, verdict, reason, identity, now)


def confirm_decision(
    session: Session,
    *,
    finding_id: UUID,
    verdict: Verdict,
    reason: str,
    identity: Identity,
    now: datetime,
) -> StandingFinding:
    """The second pair of eyes on an overturned reject: allow it too, or let the reject stand.

    Raises NotFound, Forbidden, Conflict (nothing_to_confirm, second_reviewer_needed,
    finding_superseded).
    """
    seen = _lock(session, finding_id, identity)
    if seen.standing != Standing.SECOND:
        raise Conflict("nothing_to_confirm")
    first = [one for one in decisions_on(session, seen.finding) if one.confirms_id is None][-1]
    if first.decided_by == identity.user_id:
        raise Conflict("second_reviewer_needed")
    confirms = {"confirms_id": first.id, "first_by": first.decided_by}
    return _keep(session, seen.finding, verdict, reason, identity, now, **confirms)


def _lock(session: Session, finding_id: UUID, identity: Identity) -> StandingFinding:
    """The finding as it stands once no other reviewer decides on the same answer."""
    require(Permission.FINDING_DECIDE, identity)
    found = find_finding(session, finding_id, identity=identity).finding
    session.execute(_ONE_AT_A_TIME, {"fingerprint": found.fingerprint})
    newest = sa.select(KeptFinding.id).where(KeptFinding.id == finding_id, is_newest())
    if session.scalar(newest) is None:
        raise Conflict("finding_superseded")
    if found.outcome not in STOPPING:
        raise Conflict("finding_not_stopping")
    return with_standing(session, [found])[0]


def _keep(
    session: Session,
    finding: KeptFinding,
    verdict: Verdict,
    reason: str,
    identity: Identity,
    now: datetime,
    **confirms: Any,
) -> StandingFinding:
    decision = FindingDecision(
        id=uuid4(),
        finding_id=finding.id,
        fingerprint=finding.fingerprint,
        verdict=verdict,
        reason=reason,
        decided_at=now,
        decided_by=identity.user_id,
        **confirms,
    )
    session.add(decision)
    session.flush()
    seen = with_standing(session, [finding])[0]
    record(
        session,
        finding,
        "confirm" if confirms else "decide",
        by=identity,
        now=now,
        to_state=str(seen.standing),
        reason=reason,
        visible_at=finding.visible_at,
        rule=finding.code,
        version=finding.version,
        verdict=str(verdict),
        fingerprint=finding.fingerprint,
    )
    _tell(session, seen, decision, now)
    log.info("finding_decided", extra={"finding_id": finding.id, "standing": str(seen.standing)})
    return seen


def _tell(
    session: Session, seen: StandingFinding, decision: FindingDecision, now: datetime
) -> None:
    """The owner of what was decided; the reviewers when another of them is wanted."""
    finding = seen.finding
    second = seen.standing == Standing.SECOND
    notify(
        session,
        "second_reviewer_wanted" if second else "finding_decided",
        to=reviewing_organisations(session) if second else [finding.organisation_id],
        roles=[Role.REVIEWER] if second else list(Role),
        about=decision.id,
        path=f"/findings/{finding.id}",
        group_buy_id=finding.group_buy_id,
        now=now,
        rule=finding.code,
    )
