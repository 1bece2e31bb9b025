"""Note who looks at sensitive data of another organisation, before the data are given out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.models import Reading
from marketplace.security.identity import Identity

SUBJECTS = frozenset(
    {
        "data_export",
        "data_export_check",
        "enrolment",
        "finding_evidence",
        "stamped_scan",
        "user",
        "users",
        "user_archive",
    }
)
"What is called sensitive; a page has a word for each"


def note_reading(
    session: Session,
    subject: str,
    subject_id: UUID,
    *,
    owner_id: UUID,
    identity: Identity,
    now: datetime,
) -> None:
    """One row in the record of readings; nothing when the reader is of the owner's organisation.

    It stays when the reading itself fails later: somebody had asked.
    """
    if subject not in SUBJECTS:
        raise ValueError(f"no word for readings of {subject}")
    if identity.is_of(owner_id):
        return
    session.add(
        Reading(
            id=uuid4(),
            at=now,
            reader_id=identity.user_id,
            organisation_id=identity.organisation_id,
            owner_id=owner_id,
            subject=subject,
            subject_id=subject_id,
        )
    )
    session.flush()
