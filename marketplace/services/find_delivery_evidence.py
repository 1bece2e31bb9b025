"""The evidence of a milestone or a test, for those who may see the line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import LineTest, Milestone, StoredFile
from marketplace.security.identity import Identity
from marketplace.services.find_installations import find_installation
from marketplace.services.find_own_file import find_file


def find_milestone(
    session: Session, milestone_id: UUID, *, identity: Identity, now: datetime
) -> Milestone:
    """The milestone; raises NotFound to those who may not see its line."""
    found = session.get(Milestone, milestone_id)
    if found is None:
        raise NotFound()
    find_installation(session, found.contract_line_id, identity=identity, now=now)
    return found


def find_milestone_evidence(
    session: Session, milestone_id: UUID, *, identity: Identity, now: datetime
) -> StoredFile:
    milestone = find_milestone(session, milestone_id, identity=identity, now=now)
    return find_file(session, milestone.evidence_id)


def find_test_evidence(
    session: Session, test_id: UUID, *, identity: Identity, now: datetime
) -> StoredFile:
    found = session.get(LineTest, test_id)
    if found is None:
        raise NotFound()
    find_installation(session, found.contract_line_id, identity=identity, now=now)
    return find_file(session, found.evidence_id)
