"""Reads of the outbox."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import MailMessage
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def listed_mails(identity: Identity, *, q: str | None = None) -> sa.Select[MailMessage]:
    """Every mail, newest first, for the operator; `q`: in subject or recipient. Or Forbidden."""
    require(Permission.OPERATE, identity)
    query = sa.select(MailMessage)
    if q:
        told = (MailMessage.subject, MailMessage.recipient)
        query = query.where(sa.or_(*(one.icontains(q, autoescape=True) for one in told)))
    return query.order_by(MailMessage.created_at.desc(), MailMessage.id)
