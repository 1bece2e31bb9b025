"""Take away what is personal of users and organisations whose terms are over; their ids stay.

Transactions, contracts and the audit log name people by id alone and stay as they are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.leaving import FORMER_USER
from marketplace.models import (
    ApiToken,
    ArchivePaper,
    Commitment,
    CompanyProfile,
    DataExport,
    Enrolment,
    IdempotencyKey,
    Invitation,
    Licence,
    MailMessage,
    Notification,
    Organisation,
    Premises,
    User,
)
from marketplace.models.audit import record
from marketplace.services.doom_files import doom_files

TOLD: dict[Any, tuple[str, ...]] = {
    CompanyProfile: (
        "legal_representative",
        "legal_number_masked",
        "contact_name",
        "contact_phone",
        "contact_email",
        "contact_address",
        "contact_number_masked",
    ),
    Enrolment: (
        "legal_representative",
        "legal_number_masked",
        "agent_name",
        "agent_phone",
        "agent_number_masked",
    ),
}
"What a company's profile and its enrolment say of persons"
KEPT: dict[Any, tuple[str, ...]] = {
    CompanyProfile: (
        "legal_document_kind",
        "legal_number_sealed",
        "contact_document_kind",
        "contact_number_sealed",
    ),
    Enrolment: (
        "legal_document_kind",
        "legal_number_sealed",
        "agent_document_kind",
        "agent_number_sealed",
    ),
}
"and their identity documents"
SCANS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (Licence, Licence.carrier_id, ("authorisation_id", "evidence_id", "lookup_evidence_id")),
    (Premises, Premises.member_id, ("proof_id",)),
    (
        Enrolment,
        Enrolment.organisation_id,
        ("business_licence_id", "authorisation_letter_id", "internal_approval_id"),
    ),
)
"Whose columns name scans that show persons"


def nobody_at(user_id: UUID) -> str:
    """An address that no mail reaches (RFC 2606), one for each user."""
    return f"{user_id}@anonymised.invalid"


def anonymise_user(session: Session, user: User, *, now: datetime) -> None:
    """The name becomes a neutral text; the caller asks whether the term is over."""
    session.execute(sa.delete(MailMessage).where(MailMessage.recipient == user.email))
    for kind, theirs in (
        (Notification, Notification.user_id),
        (ApiToken, ApiToken.user_id),
        (IdempotencyKey, IdempotencyKey.owner_id),
    ):
        session.execute(sa.delete(kind).where(theirs == user.id))
    letters = sa.update(Commitment).where(Commitment.signer_id == user.id)
    session.execute(letters.values(signer_name=FORMER_USER))
    if user.active:  # of an organisation that left without the way there
        user.active, user.deactivated_at = False, now
    user.name, user.email = FORMER_USER, nobody_at(user.id)
    user.password, user.fs_uniquifier = "", uuid4().hex
    user.anonymised_at = now
    record(session, user, "anonymise", by=None, now=now)


def anonymise_organisation(session: Session, organisation: Organisation, *, now: datetime) -> None:
    """Its users, the persons of its profile, recipients' contacts, and its papers and scans.

    Its own names and code stay: they are of a legal person, and its deals are on record.
    """
    for user in session.scalars(
        sa.select(User).where(User.organisation_id == organisation.id, User.anonymised_at.is_(None))
    ).all():
        anonymise_user(session, user, now=now)
    _forget_persons(session, organisation.id)
    _forget_papers(session, organisation.id, now)
    organisation.anonymised_at = now
    record(session, organisation, "anonymise", by=None, now=now)


def _forget_persons(session: Session, mine: UUID) -> None:
    for kind, told in TOLD.items():
        nobody = dict.fromkeys(told, "") | dict.fromkeys(KEPT[kind])
        session.execute(sa.update(kind).where(kind.organisation_id == mine).values(nobody))
    exports = sa.update(DataExport).where(DataExport.member_id == mine)
    session.execute(exports.values(recipient_contact="", draft={}))
    invited = sa.update(Invitation).where(
        Invitation.claimed_by_id == mine, Invitation.kind == "email"
    )
    address = sa.cast(Invitation.id, sa.Text) + "@anonymised.invalid"
    session.execute(invited.values(email=address))


def _forget_papers(session: Session, mine: UUID, now: datetime) -> None:
    """Archive papers go; licences, premises and the enrolment stay without their scans."""
    papers = sa.delete(ArchivePaper).where(ArchivePaper.member_id == mine)
    files: set[UUID | None] = set(session.scalars(papers.returning(ArchivePaper.file_id)))
    for kind, owner, names in SCANS:
        columns = [getattr(kind, name) for name in names]
        for row in session.execute(sa.select(*columns).where(owner == mine)):
            files |= set(row)
        session.execute(sa.update(kind).where(owner == mine).values(dict.fromkeys(names)))
    doom_files(session, {file for file in files if file is not None}, now=now)
