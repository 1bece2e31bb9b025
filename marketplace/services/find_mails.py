"""Reads of the outbox."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import MailMessage
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def listed_mails(identity: Identity) -> sa.Select[MailMessage]:
    """Every mail, newest first, for the operator. Raises Forbidden."""
    require(Permission.OPERATE, identity)
    return sa.select(MailMessage).order_by(MailMessage.created_at.desc(), MailMessage.id)
