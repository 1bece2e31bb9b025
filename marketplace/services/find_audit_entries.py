"""Reads of the audit log for overseers; what is not yet visible is not there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from marketplace.domain.lives import RfqState
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
) -> sa.Select[AuditEntry]:
    """Entries whose time to be seen has come, newest first. Raises Forbidden.

    Sealings and questions have a later `visible_at`; until then, and as long as their RFQ takes
    quotes (an amendment may have moved its due time), they are neither listed nor counted.
    """
    require(Permission.AUDIT_READ, identity)
    entry = AuditEntry
    quoting = sa.select(sa.cast(Rfq.id, sa.Text)).where(Rfq.state == RfqState.QUOTING)
    of_closed = sa.func.coalesce(entry.facts["rfq_id"].astext, "").not_in(quoting)
    ripe = sa.and_(entry.visible_at <= now, of_closed)
    query = sa.select(entry).where(sa.or_(entry.visible_at.is_(None), ripe))
    if subject is not None:
        query = query.where(entry.subject == subject)
    if subject_id is not None:
        query = query.where(entry.subject_id == subject_id)
    if chain is not None:
        query = query.where(entry.chain == chain)
    return query.order_by(entry.at.desc(), entry.chain, entry.seq.desc())
