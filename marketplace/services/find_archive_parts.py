"""What the archives of lines are put together from, for many lines at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased, joinedload

from marketplace.domain.archive import PaperKind
from marketplace.domain.lives import ArchiveState
from marketplace.models import (
    ArchivePaper,
    Commitment,
    CompanyProfile,
    ContractLine,
    Line,
    LineUse,
    Organisation,
    Premises,
)

Beside = tuple[Any, Any, Any, Any, Any, Any]
"member, profile, use, premises, commitment and carrier's state of `ArchiveParts`"
_LINES: Any = sa.bindparam("lines", expanding=True)
_MEMBERS: Any = sa.bindparam("members", expanding=True)


@dataclass(frozen=True)
class ArchiveParts:
    """One line with everything its archive says."""

    line: Line
    member: Organisation
    profile: CompanyProfile | None
    use: LineUse | None = None
    premises: Premises | None = None
    "where the A-end is, as the company proved it"
    commitment: Commitment | None = None
    "the newest"
    carrier_state: ArchiveState | None = None
    "of the newest contract that holds the line"
    papers: dict[PaperKind, ArchivePaper] = field(default_factory=dict)
    "the line's own before the company's"


def find_archive_parts(session: Session, lines: Sequence[Line]) -> list[ArchiveParts]:
    """The parts of each line's archive, in the lines' order; who may read them asks before."""
    if not lines:
        return []
    ids, members = [line.id for line in lines], list({line.member_id for line in lines})
    rows: dict[UUID, Beside] = {
        row[0]: row[1:] for row in session.execute(_beside(), {"lines": ids})
    }
    own, shared = _papers(session, ids, members)
    return [
        ArchiveParts(line, *rows[line.id], shared.get(line.member_id, {}) | own.get(line.id, {}))
        for line in lines
    ]


@cache
def _beside() -> Any:
    """By line: company, its profile, use, the premises of the A-end, letter, carrier's word.

    Made once, as all statements here: the lines are its parameter.
    """
    letter, held = _newest_letters(), _newest_states()
    here = sa.and_(
        Premises.member_id == Line.member_id,
        Premises.building == Line.a_building,
        Premises.room == Line.a_room,
    )
    return (
        sa.select(
            Line.id, Organisation, CompanyProfile, LineUse, Premises, letter, held.c.archive_state
        )
        .join(Organisation, Organisation.id == Line.member_id)
        .outerjoin(CompanyProfile, CompanyProfile.organisation_id == Line.member_id)
        .outerjoin(LineUse, LineUse.line_id == Line.id)
        .outerjoin(Premises, here)
        .outerjoin(letter, letter.line_id == Line.id)
        .outerjoin(held, held.c.line_id == Line.id)
        .where(Line.id.in_(_LINES))
    )


def _papers(
    session: Session, lines: list[UUID], members: list[UUID]
) -> tuple[dict[UUID, dict[PaperKind, ArchivePaper]], dict[UUID, dict[PaperKind, ArchivePaper]]]:
    """Papers that count: by line, and by company."""
    own: dict[UUID, dict[PaperKind, ArchivePaper]] = {}
    shared: dict[UUID, dict[PaperKind, ArchivePaper]] = {}
    for paper in session.scalars(_papers_that_count(), {"lines": lines, "members": members}):
        if paper.line_id is None:
            shared.setdefault(paper.member_id, {})[paper.kind] = paper
        else:
            own.setdefault(paper.line_id, {})[paper.kind] = paper
    return own, shared


@cache
def _papers_that_count() -> Any:
    return (
        sa.select(ArchivePaper)
        .where(
            ArchivePaper.member_id.in_(_MEMBERS),
            ArchivePaper.replaced_at.is_(None),
            sa.or_(ArchivePaper.line_id.is_(None), ArchivePaper.line_id.in_(_LINES)),
        )
        .options(joinedload(ArchivePaper.file))
    )


def _newest_letters() -> Any:
    newest = (
        sa.select(Commitment)
        .where(Commitment.line_id.in_(_LINES))
        .order_by(Commitment.line_id, Commitment.signed_at.desc())
        .ext(distinct_on(Commitment.line_id))
    )
    return aliased(Commitment, newest.subquery())


def _newest_states() -> Any:
    newest = (
        sa.select(ContractLine.line_id, ContractLine.archive_state)
        .where(ContractLine.line_id.in_(_LINES))
        .order_by(ContractLine.line_id, ContractLine.ended_at.desc().nulls_first())
        .ext(distinct_on(ContractLine.line_id))
    )
    return newest.subquery()
