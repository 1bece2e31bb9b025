"""The append-only audit log; its rows chain by hash, which a trigger writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from marketplace.db.columns import Base, Id, Instant

PLATFORM_CHAIN = "platform"


class AuditChain(Base):
    """The head of one chain: a group buy, an organisation, or the platform."""

    __tablename__ = "audit_chains"

    chain: Mapped[str] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(sa.BigInteger)
    head_hash: Mapped[bytes]


class AuditEntry(Base):
    """One move: who, when, from, to, why. Never updated, never deleted (a trigger refuses)."""

    __tablename__ = "audit_entries"

    id: Mapped[Id]
    chain: Mapped[str]
    "`platform` or the id of the group buy or organisation that the move belongs to"
    seq: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    "position in its chain from 1, set by the trigger"
    at: Mapped[Instant]
    actor_id: Mapped[UUID | None]
    "the user; null: the marketplace itself (a job)"
    organisation_id: Mapped[UUID | None]
    "the actor's organisation"
    subject: Mapped[str]
    "kind of thing, such as group_buy"
    subject_id: Mapped[UUID]
    event: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    reason: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    visible_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    "nobody but the actor's organisation reads it before (sealed quotes)"
    previous_hash: Mapped[bytes] = mapped_column(server_default=sa.text("''"))
    hash: Mapped[bytes] = mapped_column(server_default=sa.text("''"))

    __table_args__ = (
        sa.UniqueConstraint("chain", "seq"),
        sa.Index("ix_audit_entries_subject", "subject", "subject_id"),
        sa.Index("ix_audit_entries_at", "at"),
    )


def record(
    session: Session,
    thing: Any,
    event: str,
    *,
    by: Any,
    now: datetime,
    chain: UUID | str | None = None,
    from_state: str | None = None,
    to_state: str | None = None,
    reason: str | None = None,
    visible_at: datetime | None = None,
    **facts: Any,
) -> AuditEntry:
    """Write one audit row in this transaction.

    `thing` is a model with `id`; its chain is `thing.audit_chain` unless given. `by` is an
    identity (user_id, organisation_id) or None for the marketplace itself.
    """
    entry = AuditEntry(
        id=uuid4(),
        chain=str(chain if chain is not None else thing.audit_chain),
        at=now,
        actor_id=by.user_id if by else None,
        organisation_id=by.organisation_id if by else None,
        subject=thing.audit_subject,
        subject_id=thing.id,
        event=event,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        visible_at=visible_at,
        facts=facts,
    )
    session.add(entry)
    return entry


class Lives:
    """A model whose state only `advance` writes, by its life-cycle table."""

    life: Any = None
    state_name: str = "state"
    "the column that holds the state"
    audit_subject: str = ""
    id: Any

    @property
    def audit_chain(self) -> str:
        raise NotImplementedError

    def advance(
        self, event: Any, *, by: Any, now: datetime, reason: str | None = None, **facts: Any
    ) -> None:
        """Move to the state that `event` leads to and write the audit row.

        `by` is an identity, or None for the marketplace itself. Raises IllegalMove, and Forbidden
        when the life cycle does not give the event to that actor.
        """
        before = getattr(self, self.state_name)
        after = self.life.after(before, event)
        self.life.require_actor(event, None if by is None else by.roles)
        setattr(self, self.state_name, after)
        session = object_session(self)
        if session is None:
            raise RuntimeError("advance() needs a thing that is in a session")
        record(
            session,
            self,
            str(event),
            by=by,
            now=now,
            from_state=str(before),
            to_state=str(after),
            reason=reason,
            **facts,
        )
