"""Reads of findings: an owner its own; reviewers and observers all, as a queue."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from marketplace.db.session import MARKET_NOW
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.verdicts import Standing, Verdict
from marketplace.domain.lives import GroupBuyState, LineState, ParticipationState, RfqState
from marketplace.domain.roles import Role
from marketplace.errors import NotFound
from marketplace.models import (
    FindingDecision,
    GroupBuy,
    KeptFinding,
    Line,
    Participation,
    Rfq,
    SealedQuote,
)
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.caller_parameters import anyone_like, values_of
from marketplace.services.standing_findings import StandingFinding, is_newest, with_standing


class Order(StrEnum):
    """What comes first in the queue."""

    AGE = "age"
    "the oldest"
    RISK = "risk"
    "rejects, then the oldest"


_BESIDE = (joinedload(KeptFinding.organisation), joinedload(KeptFinding.group_buy))
_GROUP_BUY: Any = sa.bindparam("group_buy", type_=sa.Uuid())
_SUBJECTS: Any = sa.bindparam("subjects", expanding=True)
STOPPING = (Outcome.HOLD, Outcome.REJECT)


def findings_of(
    identity: Identity,
    *,
    standing: Collection[Standing] = (),
    gate: Gate | None = None,
    rule: str | None = None,
    group_buy_id: UUID | None = None,
    organisation_id: UUID | None = None,
    subject_id: UUID | None = None,
    order: Order = Order.AGE,
    whole: bool = True,
) -> sa.Select[KeptFinding]:
    """The newest answers that the caller may read; of things that are gone, none.

    `whole`: with the company and the group buy, which a page about the thing itself has already.
    """
    require(Permission.FINDING_LIST, identity)
    query = sa.select(KeptFinding).where(is_newest(), _may_read(identity), _is_alive())
    if standing:
        query = query.where(standing_column().in_([str(one) for one in standing]))
    for column, value in (
        (KeptFinding.gate, gate),
        (KeptFinding.code, rule),
        (KeptFinding.group_buy_id, group_buy_id),
        (KeptFinding.organisation_id, organisation_id),
        (KeptFinding.subject_id, subject_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if whole:
        query = query.options(*_BESIDE)
    return query.order_by(*_ORDERS[order], KeptFinding.number)


def find_finding(session: Session, finding_id: UUID, *, identity: Identity) -> StandingFinding:
    """One finding, the newest or an earlier one. Raises NotFound."""
    query = sa.select(KeptFinding).where(KeptFinding.id == finding_id, _may_read(identity))
    query = query.options(*_BESIDE)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    require(Permission.FINDING_READ, identity, found)
    return with_standing(session, [found])[0]


def find_own_findings(
    session: Session,
    identity: Identity,
    *,
    group_buy_id: UUID | None = None,
    subject_ids: Collection[UUID] = (),
) -> list[StandingFinding]:
    """What a page about a thing shows: all that is not met, the heaviest first.

    Of `subject_ids` the desk reads whatever there is; else everyone only their own.
    """
    query = _not_met(anyone_like(identity), bool(group_buy_id), bool(subject_ids))
    asked = {"group_buy": group_buy_id} if group_buy_id else {}
    about = {"subjects": list(subject_ids)} if subject_ids else {}
    found = session.scalars(query, values_of(identity) | asked | about).all()
    return with_standing(session, found)


@cache
def _not_met(like: Identity, of_group_buy: bool, of_subjects: bool) -> sa.Select[KeptFinding]:
    """The statement of `find_own_findings`, made once for all callers alike."""
    query = findings_of(like, order=Order.RISK, whole=of_subjects).where(
        KeptFinding.outcome != Outcome.PASS
    )
    if of_group_buy:
        query = query.where(KeptFinding.group_buy_id == _GROUP_BUY)
    if of_subjects:
        query = query.where(KeptFinding.subject_id.in_(_SUBJECTS))
    if not (of_subjects and allowed(Permission.FINDING_DESK, like)):
        query = query.where(KeptFinding.organisation_id == like.organisation_id)
    return query.limit(200)


def waiting_findings(identity: Identity) -> sa.Select[KeptFinding]:
    """The findings that wait for a reviewer."""
    return findings_of(identity, standing=[Standing.HELD, Standing.SECOND])


def own_stopped(identity: Identity) -> sa.Select[KeptFinding]:
    """The caller's findings about its stays in open group buys that hold or reject."""
    mine = findings_of(identity, standing=[Standing.HELD, Standing.REJECTED])
    return mine.where(
        KeptFinding.organisation_id == identity.organisation_id,
        KeptFinding.subject.in_(("line", "participation")),
        sa.exists().where(
            GroupBuy.id == KeptFinding.group_buy_id, GroupBuy.state == GroupBuyState.OPEN
        ),
    )


def decisions_on(session: Session, finding: KeptFinding) -> list[FindingDecision]:
    """Everything decided on this very answer, oldest first."""
    query = sa.select(FindingDecision).where(FindingDecision.fingerprint == finding.fingerprint)
    return list(session.scalars(query.order_by(FindingDecision.number)))


def standing_column() -> sa.ColumnElement[str]:
    """SQL: where the finding of the row stands, as `domain.compliance.verdicts.standing` says."""
    first, second = aliased(FindingDecision), aliased(FindingDecision)
    newest = (
        sa.select(first.id)
        .where(first.fingerprint == KeptFinding.fingerprint, first.confirms_id.is_(None))
        .order_by(first.number.desc())
        .limit(1)
        .correlate(KeptFinding)
        .scalar_subquery()
    )
    verdict = _verdict(FindingDecision.id == newest)
    confirmed = sa.select(second.verdict).where(second.confirms_id == newest).scalar_subquery()
    rejects = KeptFinding.outcome == Outcome.REJECT
    return sa.case(
        (KeptFinding.outcome == Outcome.PASS, str(Standing.MET)),
        (KeptFinding.outcome == Outcome.WARN, str(Standing.WARNED)),
        (verdict.is_(None), sa.case((rejects, str(Standing.REJECTED)), else_=str(Standing.HELD))),
        (verdict == Verdict.REFUSE, str(Standing.REFUSED)),
        (~rejects, str(Standing.ALLOWED)),
        (confirmed.is_(None), str(Standing.SECOND)),
        (confirmed == Verdict.ALLOW, str(Standing.ALLOWED)),
        else_=str(Standing.REFUSED),
    )


def _verdict(where: Any) -> Any:
    return sa.select(FindingDecision.verdict).where(where).scalar_subquery()


def _may_read(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: the caller's own, or for the desk everything that is not sealed."""
    own = KeptFinding.organisation_id == identity.organisation_id
    if not identity.confirmed or not identity.roles & {Role.REVIEWER, Role.OBSERVER}:
        return own
    sealed = sa.exists().where(
        SealedQuote.id == KeptFinding.subject_id,
        Rfq.id == SealedQuote.rfq_id,
        Rfq.state == RfqState.QUOTING,
    )
    due = sa.or_(KeptFinding.visible_at.is_(None), KeptFinding.visible_at <= MARKET_NOW)
    return sa.or_(own, sa.and_(due, ~sealed))


@cache
def _is_alive() -> sa.ColumnElement[bool]:
    """SQL, made once: not of a line or stay that ended; of a wish, only what stopped it."""
    gone = sa.exists().where(Line.id == KeptFinding.subject_id, Line.state == LineState.WITHDRAWN)
    left = sa.exists().where(
        Participation.id == KeptFinding.subject_id, Participation.state == ParticipationState.LEFT
    )
    idle = sa.and_(KeptFinding.subject == "wish", KeptFinding.outcome != Outcome.REJECT)
    return sa.and_(~gone, ~left, ~idle)


_ORDERS: dict[Order, tuple[Any, ...]] = {
    Order.AGE: (KeptFinding.asked_at,),
    Order.RISK: (
        sa.case(
            {Outcome.REJECT: 0, Outcome.HOLD: 1, Outcome.WARN: 2},
            value=KeptFinding.outcome,
            else_=3,
        ),
        KeptFinding.asked_at,
    ),
}
