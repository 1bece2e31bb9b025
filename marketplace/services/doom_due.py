"""Each night: which files nothing needs any more, and the replaced papers that still name some."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.local_date import local_date
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.leaving import Deals, kept_with_deals
from marketplace.domain.working_days import local_day
from marketplace.models import ArchivePaper, StoredFile
from marketplace.models.audit import record
from marketplace.services.disposal import Disposal
from marketplace.services.doom_files import doom_files, unnamed
from marketplace.services.find_completion import deals_of

ORPHAN_DAYS = 30
"An upload that nothing has named by then was left lying"
PAPERS = Disposal(ArchivePaper, ArchivePaper.replaced_at, RecordClass.TRANSACTION)
LET_GO = Disposal(
    StoredFile,
    StoredFile.unnamed_at,
    RecordClass.TRANSACTION,
    where=sa.and_(StoredFile.doomed_at.is_(None), unnamed()),
)
"Scans, proofs and evidence that another took the place of"


def doom_due(session: Session, *, now: datetime) -> dict[str, int]:
    """How many files are on record to be deleted, and how many replaced papers are gone."""
    papers, of_papers = _papers_over(session, now)
    files = {*of_papers, *_orphans(session, now), *_let_go_over(session, now)}
    return {"replaced_papers": papers, "doomed_files": doom_files(session, files, now=now)}


def orphans(now: datetime) -> sa.ColumnElement[bool]:
    """SQL: of an upload that nothing has ever named, and its days are over."""
    over = local_date(StoredFile.created_at) + ORPHAN_DAYS <= local_day(now)
    return sa.and_(over, never_named())


def never_named() -> sa.ColumnElement[bool]:
    """SQL: of an upload that nothing has ever named, and that is not on record to go."""
    return sa.and_(StoredFile.named_at.is_(None), StoredFile.doomed_at.is_(None), unnamed())


def _orphans(session: Session, now: datetime) -> set[UUID]:
    return set(session.scalars(sa.select(StoredFile.id).where(orphans(now))))


def _let_go_over(session: Session, now: datetime) -> set[UUID]:
    """Files named once: kept with the deals that their owner had entered while they counted."""
    rows = session.execute(
        sa.select(StoredFile.id, StoredFile.owner_id, StoredFile.unnamed_at).where(LET_GO.due(now))
    ).all()
    return {row[0] for row in rows if _over(session, row[1], row[2], local_day(now))}


def _papers_over(session: Session, now: datetime) -> tuple[int, set[UUID]]:
    """Delete the replaced papers whose term is over; how many, and the files they named."""
    due = sa.select(ArchivePaper).where(PAPERS.due(now)).with_for_update()
    over = [
        paper
        for paper in session.scalars(due).all()
        if _over(session, paper.member_id, paper.replaced_at, local_day(now))
    ]
    for paper in over:
        record(session, paper, "erase", by=None, now=now, kind=str(paper.kind))
        session.delete(paper)
    session.flush()
    return len(over), {paper.file_id for paper in over}


def _over(session: Session, owner: UUID | None, ended_at: datetime | None, on: date) -> bool:
    if ended_at is None:
        return False
    deals = Deals() if owner is None else deals_of(session, owner, until=ended_at)
    return not kept_with_deals(local_day(ended_at), deals, on=on).holds(on)
