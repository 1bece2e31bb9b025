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

NO_PERSON: dict[str, Any] = {
    **dict.fromkeys(
        (
            "legal_representative",
            "legal_number_masked",
            "contact_name",
            "contact_phone",
            "contact_email",
            "contact_address",
            "contact_number_masked",
        ),
        "",
    ),
    **dict.fromkeys(
        (
            "legal_document_kind",
            "legal_number_sealed",
            "contact_document_kind",
            "contact_number_sealed",
        )
    ),
}
"What a company's profile says of persons"
NO_SCANS = dict.fromkeys(("authorisation_id", "evidence_id", "lookup_evidence_id"))


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
    profile = sa.update(CompanyProfile).where(CompanyProfile.organisation_id == mine)
    session.execute(profile.values(NO_PERSON))
    exports = sa.update(DataExport).where(DataExport.member_id == mine)
    session.execute(exports.values(recipient_contact="", draft={}))
    invited = sa.update(Invitation).where(
        Invitation.claimed_by_id == mine, Invitation.kind == "email"
    )
    address = sa.cast(Invitation.id, sa.Text) + "@anonymised.invalid"
    session.execute(invited.values(email=address))


def _forget_papers(session: Session, mine: UUID, now: datetime) -> None:
    """Scans of business licences, identity documents and leases, and of a carrier's licences."""
    papers = sa.delete(ArchivePaper).where(ArchivePaper.member_id == mine)
    files = set(session.scalars(papers.returning(ArchivePaper.file_id)))
    files |= set(session.scalars(sa.select(Premises.proof_id).where(Premises.member_id == mine)))
    own = Licence.carrier_id == mine
    for name in NO_SCANS:
        files |= set(session.scalars(sa.select(getattr(Licence, name)).where(own)))
    session.execute(sa.update(Premises).where(Premises.member_id == mine).values(proof_id=None))
    session.execute(sa.update(Licence).where(own).values(NO_SCANS))
    doom_files(session, files - {None}, now=now)
