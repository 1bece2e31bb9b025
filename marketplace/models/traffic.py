"""Records of requests and messages: idempotency keys, failed log-ins and outgoing mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Id, Instant


class IdempotencyKey(Base):
    """The answer given to a request that created something, replayed when it comes again."""

    __tablename__ = "idempotency_keys"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    "the user; for requests without one a fixed id"
    key: Mapped[str] = mapped_column(primary_key=True)
    request_sha256: Mapped[bytes]
    "HMAC of method, path and body under the secret key"
    status: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    created_at: Mapped[Instant] = mapped_column(server_default=sa.text("clock_timestamp()"))

    __table_args__ = (sa.Index("ix_idempotency_keys_created_at", "created_at"),)


class MailMessage(Base):
    """An outgoing mail, written with the fact it tells of and sent by a job."""

    __tablename__ = "mail_messages"

    id: Mapped[Id]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[Instant]
    sent_at: Mapped[datetime | None]


class LoginFailure(Base):
    """A log-in with a wrong password; many of them in a short time are refused unseen."""

    __tablename__ = "login_failures"

    id: Mapped[Id]
    email: Mapped[str]
    "as it was given, lower case; there may be no such user"
    address: Mapped[str]
    "of the caller"
    at: Mapped[Instant]

    __table_args__ = (
        sa.Index("ix_login_failures_email_at", "email", "at"),
        sa.Index("ix_login_failures_address_at", "address", "at"),
    )
