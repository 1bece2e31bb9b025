"""A line's user archive as its member, the carrier that holds the line, or a reviewer reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.facts import ArchiveFacts
from marketplace.domain.compliance.finding import SEVERITY, Finding, Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import ask
from marketplace.domain.lives import ContractState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import ArchivePaper, Contract, ContractLine, Line, StoredFile
from marketplace.security.grants import GRANTS, allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_archive_facts import facts_of
from marketplace.services.find_archive_parts import ArchiveParts, find_archive_parts
from marketplace.services.find_own_file import find_file
from marketplace.services.find_own_lines import own_standing_lines
from marketplace.services.note_reading import note_reading


@dataclass(frozen=True)
class Archive:
    """One line's archive, and what of it does not pass yet."""

    parts: ArchiveParts
    findings: list[Finding]
    "of the gates of joining and locking; without those that pass, the severest first"

    @property
    def papers(self) -> list[ArchivePaper]:
        """The papers that count, by kind."""
        return sorted(self.parts.papers.values(), key=lambda paper: paper.kind)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing for the lock; a warning hinders nobody."""
        return all(one.outcome == Outcome.WARN for one in self.findings)


def find_archive(session: Session, line_id: UUID, *, identity: Identity, now: datetime) -> Archive:
    """The archive of the line. Raises NotFound to all but its readers."""
    line = find_readable_line(session, line_id, identity=identity)
    note_archive_reading(session, line, identity=identity, now=now)
    return _archives(session, [line], local_day(now))[0]


def note_archive_reading(
    session: Session, line: Line, *, identity: Identity, now: datetime
) -> None:
    """That the archive of the line, or one of its files, was looked at."""
    note_reading(
        session, "user_archive", line.id, owner_id=line.member_id, identity=identity, now=now
    )


def find_own_archives(
    session: Session, *, group_buy_id: UUID | None = None, identity: Identity, now: datetime
) -> list[Archive]:
    """The archives of the caller's standing lines, by group buy and number."""
    lines = session.scalars(own_standing_lines(identity, group_buy_id)).all()
    return _archives(session, lines, local_day(now))


def find_readable_line(session: Session, line_id: UUID, *, identity: Identity) -> Line:
    """The line, for those who may read its archive. Raises NotFound."""
    line = session.scalars(
        sa.select(Line)
        .where(Line.id == line_id)
        .options(joinedload(Line.corridor), joinedload(Line.use), joinedload(Line.member))
    ).one_or_none()
    if line is None:
        raise NotFound()
    if not allowed(Permission.ARCHIVE_READ, identity, line) and not _holds(session, line, identity):
        raise NotFound()
    return line


def find_archive_paper(
    session: Session, *, line_id: UUID, paper_id: UUID, identity: Identity, now: datetime
) -> StoredFile:
    """A paper that counts in the line's archive. Raises NotFound."""
    line = find_readable_line(session, line_id, identity=identity)
    paper = session.get(ArchivePaper, paper_id)
    if paper is None or paper.member_id != line.member_id or paper.line_id not in (None, line.id):
        raise NotFound()
    if paper.replaced_at is not None and not identity.is_of(line.member_id):
        raise NotFound()
    note_archive_reading(session, line, identity=identity, now=now)
    return find_file(session, paper.file_id)


def find_use_file(
    session: Session, *, line_id: UUID, which: str, identity: Identity, now: datetime
) -> StoredFile:
    """What shows the far end's relation (`z_evidence`), or own racks and clouds. NotFound."""
    line = find_readable_line(session, line_id, identity=identity)
    if line.use is None:
        raise NotFound()
    note_archive_reading(session, line, identity=identity, now=now)
    return find_file(session, getattr(line.use, f"{which}_id"))


def _holds(session: Session, line: Line, identity: Identity) -> bool:
    """Whether the caller is the carrier whose contract the line is in now."""
    query = (
        sa.select(Contract)
        .join(ContractLine, ContractLine.contract_id == Contract.id)
        .where(
            ContractLine.line_id == line.id,
            ContractLine.ended_at.is_(None),
            Contract.state != ContractState.CANCELLED,
        )
    )
    contract = session.scalars(query).one_or_none()
    if contract is None:
        return False
    return GRANTS[Permission.ARCHIVE_DECIDE](identity, contract) and allowed(
        Permission.CONTRACT_READ, identity, contract
    )


def _archives(session: Session, lines: Sequence[Line], on: date) -> list[Archive]:
    return [Archive(parts, missing(parts, on)) for parts in find_archive_parts(session, lines)]


def missing(parts: ArchiveParts, on: date) -> list[Finding]:
    """What would not pass today at the gates of joining and locking."""
    facts = facts_of(parts)
    joining = (facts.line, facts.far_end, facts.use)
    found = [
        *ask(Gate.JOIN, on, joining, about={type(one) for one in joining}),
        *ask(Gate.LOCK, on, [facts.archive], about={ArchiveFacts}),
    ]
    return _severest_first(one for one in found if one.outcome != Outcome.PASS)


def _severest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: -SEVERITY[one.outcome])
