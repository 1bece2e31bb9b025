"""Reads of the audit log for overseers; what is not yet visible is not there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.domain.lives import RfqState
from marketplace.domain.working_days import end_of_day
from marketplace.models import AuditEntry, Rfq
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def visible_audit_entries(
    identity: Identity,
    *,
    now: datetime,
    subject: str | None = None,
    subject_id: UUID | None = None,
    chain: str | None = None,
    event: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> sa.Select[AuditEntry]:
    """Entries whose time to be seen has come, newest first. Raises Forbidden.

    Sealings and questions have a later `visible_at`; until then, and as long as their RFQ takes
    quotes (an amendment may have moved its due time), they are neither listed nor counted.
    `since` and `until` are whole days of Shanghai.
    """
    require(Permission.AUDIT_READ, identity)
    entry = AuditEntry
    query = sa.select(entry).where(ripe(now))
    if subject is not None:
        query = query.where(entry.subject == subject)
    if subject_id is not None:
        query = query.where(entry.subject_id == subject_id)
    if chain is not None:
        query = query.where(entry.chain == chain)
    if event is not None:
        query = query.where(entry.event == event)
    if since is not None:
        query = query.where(entry.at >= end_of_day(since - timedelta(days=1)))
    if until is not None:
        query = query.where(entry.at < end_of_day(until))
    return query.order_by(entry.at.desc(), entry.chain, entry.seq.desc())


def ripe(now: datetime) -> sa.ColumnElement[bool]:
    """SQL: the time to be seen has come, if the entry waits for one."""
    quoting = sa.select(sa.cast(Rfq.id, sa.Text)).where(Rfq.state == RfqState.QUOTING)
    of_closed = sa.func.coalesce(AuditEntry.facts["rfq_id"].astext, "").not_in(quoting)
    come = sa.and_(AuditEntry.visible_at <= now, of_closed)
    return sa.or_(AuditEntry.visible_at.is_(None), come)
