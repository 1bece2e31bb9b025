"""Whether something about a thing stands in the audit log already: what is done once asks it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import AuditEntry


def was_recorded(session: Session, thing: Any, event: str) -> bool:
    """`thing` is a model with `id` and `audit_subject`."""
    known = sa.select(AuditEntry.id).where(
        AuditEntry.subject == thing.audit_subject,
        AuditEntry.subject_id == thing.id,
        AuditEntry.event == event,
    )
    return session.scalar(known.limit(1)) is not None
