"""A member puts a paper into its archives, for all lines or for one, or takes it out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.archive import PaperKind
from marketplace.errors import Forbidden, NotFound, invalid
from marketplace.models import ArchivePaper, Line
from marketplace.models.audit import record
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id
from marketplace.services.find_own_lines import find_own_line


def keep_paper(
    session: Session,
    *,
    kind: PaperKind,
    file_id: UUID,
    line_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> ArchivePaper:
    """The paper, in place of the one of its kind; the same file again changes nothing.

    Raises Forbidden, NotFound (the line), Invalid (a file of others).
    """
    line = None if line_id is None else find_own_line(session, line_id, identity=identity)
    paper = _paper(kind, file_id, line, identity, now)
    if not allowed(Permission.ARCHIVE_MANAGE, identity, paper):
        raise Forbidden(permission=str(Permission.ARCHIVE_MANAGE))
    if own_file_id(session, file_id, identity=identity, pointer="/file_id") is None:
        raise invalid("/file_id", "field_required")
    before = session.scalars(_counting(paper).with_for_update()).one_or_none()
    if before is not None and before.file_id == file_id:
        return before
    if before is not None:
        before.replaced_at = now
        session.flush()
    session.add(paper)
    session.flush()
    record(session, paper, "keep", by=identity, now=now, kind=str(kind), file_id=str(file_id))
    return paper


def drop_paper(
    session: Session, *, paper_id: UUID, identity: Identity, now: datetime
) -> ArchivePaper:
    """Take the paper out of the archives; what was handed over before stays on record.

    Raises NotFound, Forbidden.
    """
    paper = find_own_paper(session, paper_id, identity=identity, for_update=True)
    if paper.replaced_at is None:
        paper.replaced_at = now
        record(session, paper, "drop", by=identity, now=now, kind=str(paper.kind))
    return paper


def find_own_paper(
    session: Session, paper_id: UUID, *, identity: Identity, for_update: bool = False
) -> ArchivePaper:
    """The paper of the caller's company. Raises NotFound."""
    paper = session.get(ArchivePaper, paper_id, with_for_update=True if for_update else None)
    if paper is None or not allowed(Permission.ARCHIVE_MANAGE, identity, paper):
        raise NotFound()
    return paper


def own_papers(identity: Identity) -> sa.Select[ArchivePaper]:
    """The papers that count in the caller's archives, those of the company first."""
    return (
        sa.select(ArchivePaper)
        .where(
            ArchivePaper.member_id == identity.organisation_id, ArchivePaper.replaced_at.is_(None)
        )
        .order_by(ArchivePaper.line_id.nulls_first(), ArchivePaper.kind)
    )


def _paper(
    kind: PaperKind, file_id: UUID, line: Line | None, identity: Identity, now: datetime
) -> ArchivePaper:
    return ArchivePaper(
        id=uuid4(),
        member_id=identity.organisation_id,
        group_buy_id=line.group_buy_id if line else None,
        line_id=line.id if line else None,
        kind=kind,
        file_id=file_id,
        kept_at=now,
        kept_by=identity.user_id,
    )


def _counting(paper: ArchivePaper) -> sa.Select[ArchivePaper]:
    return sa.select(ArchivePaper).where(
        ArchivePaper.member_id == paper.member_id,
        ArchivePaper.line_id.is_not_distinct_from(paper.line_id),
        ArchivePaper.kind == paper.kind,
        ArchivePaper.replaced_at.is_(None),
    )
