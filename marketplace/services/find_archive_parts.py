"""What the archives of lines are put together from, for many lines at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, joinedload

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

T = TypeVar("T")


@dataclass(frozen=True)
class ArchiveParts:
    """One line with everything its archive says."""

    line: Line
    member: Organisation
    profile: CompanyProfile | None
    papers: dict[PaperKind, ArchivePaper] = field(default_factory=dict)
    "the line's own before the company's"
    commitment: Commitment | None = None
    "the newest"
    use: LineUse | None = None
    premises: Premises | None = None
    "where the A-end is, as the company proved it"
    carrier_state: ArchiveState | None = None
    "of the newest contract that holds the line"


def find_archive_parts(session: Session, lines: Sequence[Line]) -> list[ArchiveParts]:
    """The parts of each line's archive, in the lines' order; who may read them asks before."""
    ids, members = [line.id for line in lines], list({line.member_id for line in lines})
    profiles = _by(session, CompanyProfile, CompanyProfile.organisation_id, members)
    organisations = _by(session, Organisation, Organisation.id, members)
    uses = _by(session, LineUse, LineUse.line_id, ids)
    own, shared = _papers(session, ids, members)
    letters, states = _letters(session, ids), _states(session, ids)
    places = _premises(session, members)
    return [
        ArchiveParts(
            line=line,
            member=organisations[line.member_id],
            profile=profiles.get(line.member_id),
            papers=shared.get(line.member_id, {}) | own.get(line.id, {}),
            commitment=letters.get(line.id),
            use=uses.get(line.id),
            premises=places.get((line.member_id, line.a_building, line.a_room)),
            carrier_state=states.get(line.id),
        )
        for line in lines
    ]


def _by(session: Session, model: type[T], key: Any, ids: list[UUID]) -> dict[UUID, T]:
    return {
        getattr(row, key.key): row for row in session.scalars(sa.select(model).where(key.in_(ids)))
    }


def _papers(
    session: Session, lines: list[UUID], members: list[UUID]
) -> tuple[dict[UUID, dict[PaperKind, ArchivePaper]], dict[UUID, dict[PaperKind, ArchivePaper]]]:
    """Papers that count: by line, and by company."""
    own: dict[UUID, dict[PaperKind, ArchivePaper]] = {}
    shared: dict[UUID, dict[PaperKind, ArchivePaper]] = {}
    query = sa.select(ArchivePaper).where(
        ArchivePaper.member_id.in_(members),
        ArchivePaper.replaced_at.is_(None),
        sa.or_(ArchivePaper.line_id.is_(None), ArchivePaper.line_id.in_(lines)),
    )
    for paper in session.scalars(query.options(joinedload(ArchivePaper.file))):
        if paper.line_id is None:
            shared.setdefault(paper.member_id, {})[paper.kind] = paper
        else:
            own.setdefault(paper.line_id, {})[paper.kind] = paper
    return own, shared


def _letters(session: Session, lines: list[UUID]) -> dict[UUID, Commitment]:
    newest = (
        sa.select(Commitment)
        .where(Commitment.line_id.in_(lines))
        .order_by(Commitment.line_id, Commitment.signed_at.desc())
        .ext(distinct_on(Commitment.line_id))
    )
    return {letter.line_id: letter for letter in session.scalars(newest)}


def _states(session: Session, lines: list[UUID]) -> dict[UUID, ArchiveState]:
    newest = (
        sa.select(ContractLine.line_id, ContractLine.archive_state)
        .where(ContractLine.line_id.in_(lines))
        .order_by(ContractLine.line_id, ContractLine.ended_at.desc().nulls_first())
        .ext(distinct_on(ContractLine.line_id))
    )
    return dict(session.execute(newest).all())


def _premises(session: Session, members: list[UUID]) -> dict[tuple[UUID, str, str], Premises]:
    found = session.scalars(sa.select(Premises).where(Premises.member_id.in_(members)))
    return {(place.member_id, place.building, place.room): place for place in found}
