"""The enrolment file of a company or carrier: as it stands or would begin, checked and missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.mends import link_of
from marketplace.domain.compliance.verdicts import Standing
from marketplace.domain.enrolment import ENROLLING
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Enrolment, EnrolmentCheck, Organisation, StoredFile
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_company_facts import about_company, facts_of_company
from marketplace.services.find_own_file import find_file
from marketplace.services.judge_findings import Judged, judge
from marketplace.services.note_reading import note_reading

READ = Permission.ENROLMENT_READ
UNSAID = (
    "legal_representative",
    "legal_number_masked",
    "agent_name",
    "agent_phone",
    "agent_number_masked",
    "notice_version",
)


@dataclass(frozen=True)
class Missing:
    """One thing that a rule says of the file, and the field that mends it."""

    rule: str
    outcome: str
    message_zh: str
    message_en: str
    mends: str | None
    link: str

    @property
    def by_reviewer(self) -> bool:
        """Whether a reviewer's check mends it, and not the organisation."""
        return self.link.startswith("/organisations/") and "#f-" in self.link


@dataclass(frozen=True)
class EnrolmentFile:
    """The file with everything that belongs to it."""

    organisation: Organisation
    file: Enrolment
    checks: Sequence[EnrolmentCheck]
    "the newest first: that one counts"
    missing: Sequence[Missing]
    "what the rules of enrolling, and for a company of joining, would not let pass today"

    @property
    def check(self) -> EnrolmentCheck | None:
        return self.checks[0] if self.checks else None

    @property
    def persons_changed(self) -> bool:
        """Whether the persons are others than those last checked: that check counts no more."""
        return self.check is not None and self.check.file_version < self.file.persons_version

    @property
    def version(self) -> int:
        return self.file.version


def find_enrolment(
    session: Session,
    organisation_id: UUID,
    *,
    identity: Identity,
    permission: Permission = READ,
    for_update: bool = False,
) -> Enrolment:
    """The file; of an organisation that has said nothing yet: version 0, not stored.

    Raises NotFound (parks and authorities have none), Forbidden.
    """
    lock = True if for_update else None
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.kind not in ENROLLING:
        raise NotFound()
    kept = session.get(Enrolment, organisation_id, with_for_update=lock, populate_existing=True)
    found = kept or _beginning(organisation)
    require(permission, identity, found)
    return found


def read_enrolment(
    session: Session, organisation_id: UUID, *, identity: Identity, now: datetime
) -> EnrolmentFile:
    """The whole file, for the organisation itself or a reviewer, whose look is noted."""
    found = find_enrolment(session, organisation_id, identity=identity)
    note_reading(
        session, "enrolment", organisation_id, owner_id=organisation_id, identity=identity, now=now
    )
    organisation = session.get_one(Organisation, organisation_id)
    checks = find_checks(session, organisation_id)
    facts = facts_of_company(organisation, found, checks[0] if checks else None)
    gates = [Gate.ENROL]
    if organisation.kind == OrganisationKind.ENTERPRISE:
        gates.append(Gate.JOIN)
    asked = judge(
        session, [(about_company(organisation), [facts])], gates=gates, by=identity, now=now
    )
    return EnrolmentFile(organisation, found, checks, _missing(asked.judged))


def _missing(judged: Sequence[Judged]) -> list[Missing]:
    """All that is said at once, what nobody has decided yet."""
    return [
        Missing(
            rule=one.answer.code,
            **said,
            link=link_of(one.about.path, one.answer.kind, said["mends"]),
        )
        for one in judged
        if one.standing not in (Standing.MET, Standing.ALLOWED)
        for said in one.answer.says
    ]


def find_checks(session: Session, organisation_id: UUID) -> Sequence[EnrolmentCheck]:
    """What reviewers recorded, the newest first; the caller has asked who may read it."""
    query = sa.select(EnrolmentCheck).where(EnrolmentCheck.organisation_id == organisation_id)
    newest = query.options(joinedload(EnrolmentCheck.reviewer))
    return session.scalars(newest.order_by(EnrolmentCheck.number.desc()).limit(100)).all()


def find_enrolment_file(
    session: Session, *, organisation_id: UUID, which: str, identity: Identity, now: datetime
) -> StoredFile:
    """An upload of the file, or what the register showed. Raises NotFound."""
    found = find_enrolment(session, organisation_id, identity=identity)
    if which == "registry_evidence":
        checks = find_checks(session, organisation_id)
        return find_file(session, checks[0].registry_evidence_id if checks else None)
    kept = find_file(session, getattr(found, f"{which}_id"))
    note_reading(
        session, "enrolment", organisation_id, owner_id=organisation_id, identity=identity, now=now
    )
    return kept


def _beginning(organisation: Organisation) -> Enrolment:
    return Enrolment(
        organisation_id=organisation.id,
        version=0,
        persons_version=1,
        **dict.fromkeys(UNSAID, ""),
    )
