"""The files that a finding is decided by, beside its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.enrolment import PAPERS
from marketplace.errors import NotFound
from marketplace.models import (
    ArchivePaper,
    Enrolment,
    KeptFinding,
    Licence,
    Line,
    Premises,
    StoredFile,
)
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_archive_parts import ArchiveParts, find_archive_parts
from marketplace.services.find_enrolment import find_checks
from marketplace.services.find_findings import find_finding
from marketplace.services.find_licence_file import COLUMNS
from marketplace.services.note_reading import note_reading


@dataclass(frozen=True)
class Evidence:
    """One file, and as what it was handed in."""

    kind: str
    "a PaperKind, or such as z_evidence, a_end_proof, licence_scan"
    file: StoredFile


def find_finding_evidence(
    session: Session, finding: KeptFinding, *, identity: Identity
) -> list[Evidence]:
    """Of a line its archive's files, of a company its papers, licences and places. Forbidden."""
    require(Permission.FINDING_DESK, identity)
    named = list(_named(session, finding))
    files = _files(session, {file_id for _, file_id in named})
    return [Evidence(kind, files[file_id]) for kind, file_id in named]


def find_evidence_file(
    session: Session, *, finding_id: UUID, file_id: UUID, identity: Identity, now: datetime
) -> StoredFile:
    """One of these files, and on record that it was looked at. Raises NotFound, Forbidden."""
    finding = find_finding(session, finding_id, identity=identity).finding
    beside = find_finding_evidence(session, finding, identity=identity)
    found = next((one.file for one in beside if one.file.id == file_id), None)
    if found is None:
        raise NotFound()
    note_reading(
        session,
        "finding_evidence",
        finding.id,
        owner_id=finding.organisation_id,
        identity=identity,
        now=now,
    )
    return found


def _named(session: Session, finding: KeptFinding) -> Iterator[tuple[str, UUID]]:
    """Kind and id of each file, none twice."""
    line = session.get(Line, finding.subject_id) if finding.subject == "line" else None
    if line is not None:
        (parts,) = find_archive_parts(session, [line])
        yield from _once(_of_line(parts))
    else:
        yield from _once(_of_company(session, finding.organisation_id))


def _of_line(parts: ArchiveParts) -> Iterator[tuple[str, UUID | None]]:
    if parts.premises is not None:
        yield "a_end_proof", parts.premises.proof_id
    if parts.use is not None:
        yield "z_evidence", parts.use.z_evidence_id
        yield "resources_contract", parts.use.resources_contract_id
    for kind, paper in sorted(parts.papers.items()):
        yield kind, paper.file_id


def _of_company(session: Session, organisation_id: UUID) -> Iterator[tuple[str, UUID | None]]:
    papers = sa.select(ArchivePaper).where(
        ArchivePaper.member_id == organisation_id,
        ArchivePaper.line_id.is_(None),
        ArchivePaper.replaced_at.is_(None),
    )
    for paper in session.scalars(papers.order_by(ArchivePaper.kind)):
        yield paper.kind, paper.file_id
    yield from _of_enrolment(session, organisation_id)
    licences = sa.select(Licence).where(Licence.carrier_id == organisation_id)
    for licence in session.scalars(licences.order_by(Licence.valid_to.desc(), Licence.id)):
        for which, column in COLUMNS.items():
            yield f"licence_{which}", getattr(licence, column)
    places = sa.select(Premises).where(Premises.member_id == organisation_id)
    for place in session.scalars(places.order_by(Premises.stated_at.desc(), Premises.id)):
        yield "a_end_proof", place.proof_id


def _of_enrolment(session: Session, organisation_id: UUID) -> Iterator[tuple[str, UUID | None]]:
    if file := session.get(Enrolment, organisation_id):
        for paper in PAPERS:
            yield paper, getattr(file, f"{paper}_id")
        for check in find_checks(session, organisation_id)[:1]:
            yield "registry_evidence", check.registry_evidence_id


def _once(named: Iterable[tuple[str, UUID | None]]) -> Iterator[tuple[str, UUID]]:
    seen: set[UUID] = set()
    for kind, file_id in named:
        if file_id is not None and file_id not in seen:
            seen.add(file_id)
            yield str(kind), file_id


def _files(session: Session, ids: set[UUID]) -> dict[UUID, StoredFile]:
    found = session.scalars(sa.select(StoredFile).where(StoredFile.id.in_(ids)))
    return {file.id: file for file in found}
