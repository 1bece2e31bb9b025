"""Reads of what reviewers recorded of an unlawful use of lines in service (SEC-11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.line_abuse import AbuseWord
from marketplace.errors import NotFound
from marketplace.models import LineAbuse, StoredFile
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_installations import find_installation
from marketplace.services.find_own_file import find_file


def find_line_abuses(
    session: Session, contract_line_id: UUID, *, identity: Identity, now: datetime
) -> Sequence[LineAbuse]:
    """Everything on record of the line, the newest first. Raises NotFound, Forbidden."""
    found = find_installation(session, contract_line_id, identity=identity, now=now)
    require(Permission.ABUSE_READ, identity, found.line.contract)
    return abuses_of(session, contract_line_id)


def abuses_of(session: Session, contract_line_id: UUID) -> Sequence[LineAbuse]:
    query = sa.select(LineAbuse).where(LineAbuse.contract_line_id == contract_line_id)
    query = query.options(joinedload(LineAbuse.reviewer)).order_by(LineAbuse.number.desc())
    return session.scalars(query).all()


def last_word(session: Session, contract_line_id: UUID) -> AbuseWord | None:
    """What stands of the line; None: nothing was ever recorded."""
    return last_words(session, [contract_line_id]).get(contract_line_id)


def last_words(session: Session, contract_line_ids: Collection[UUID]) -> dict[UUID, AbuseWord]:
    """The same of many lines; those of which nothing was recorded are left out."""
    query = (
        sa.select(LineAbuse.contract_line_id, LineAbuse.word)
        .where(LineAbuse.contract_line_id.in_(contract_line_ids))
        .order_by(LineAbuse.contract_line_id, LineAbuse.number.desc())
        .ext(distinct_on(LineAbuse.contract_line_id))
    )
    return dict(session.execute(query).all())


def find_abuse_evidence(
    session: Session, abuse_id: UUID, *, identity: Identity, now: datetime
) -> StoredFile:
    """The evidence of one record. Raises NotFound, Forbidden."""
    found = session.get(LineAbuse, abuse_id)
    if found is None:
        raise NotFound()
    find_line_abuses(session, found.contract_line_id, identity=identity, now=now)
    return find_file(session, found.evidence_id)


def first_known_after(session: Session, since: datetime | None) -> datetime | None:
    """When the first unlawful use became known that was recorded after the instant."""
    query = sa.select(sa.func.min(LineAbuse.recorded_at)).where(LineAbuse.word == AbuseWord.KNOWN)
    return session.scalar(query if since is None else query.where(LineAbuse.recorded_at > since))
