"""Delete what its term has run out for, and refuse what comes too early.

Persons of organisations that left, and users who did, are anonymised; files are put on record to
be deleted, and `delete_doomed` does it.

Transactions, quotes, contracts and the audit log are no class here: nothing deletes them. What has
no class of records (sent mails, replayed answers, drafts) is a technical copy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.retention import keeping, require_over
from marketplace.domain.lives import OrganisationState
from marketplace.models import (
    ApiToken,
    DataExport,
    DataExportCheck,
    Enrolment,
    EnrolmentCheck,
    IdempotencyKey,
    LoginFailure,
    MailMessage,
    Notification,
    Organisation,
    Reading,
    User,
)
from marketplace.models.audit import record
from marketplace.services.anonymise_due import anonymise_due
from marketplace.services.disposal import Disposal
from marketplace.services.doom_due import doom_due
from marketplace.services.doom_files import disown_files, doom_files

log = logging.getLogger(__name__)
DRAFT_MONTHS = 12
"An export that was begun and never recorded"


def require_deletable(
    *records: RecordClass, kept_from: date | None, on: date, public_procedure: bool = False
) -> None:
    """What every deletion that a person asks for goes through. Raises Conflict (kept_until)."""
    require_over(keeping(records, kept_from, on=on, public_procedure=public_procedure), on=on)


TOKENS = Disposal(
    ApiToken,
    sa.func.least(ApiToken.expires_at, ApiToken.revoked_at),
    RecordClass.NETWORK_LOG,
)
FAILURES = Disposal(LoginFailure, LoginFailure.at, RecordClass.NETWORK_LOG)
READINGS = Disposal(Reading, Reading.at, RecordClass.IMPACT_ASSESSMENT)
DRAFTS = Disposal(
    DataExport,
    DataExport.draft_at,
    months=DRAFT_MONTHS,
    where=~sa.exists().where(DataExportCheck.export_id == DataExport.id),
)
ENROLMENTS = Disposal(
    Organisation,
    Organisation.decided_at,
    RecordClass.NETWORK_LOG,
    where=Organisation.state == OrganisationState.REFUSED,
)
WHOLE_ROWS = (TOKENS, FAILURES, READINGS, DRAFTS)
"Deleted by one statement each; an enrolment takes its users along"


def delete_due(session: Session) -> dict[str, int]:
    """Delete everything that is due by the market's time; how many rows by table."""
    now = now_of(session)
    done = {
        one.model.__tablename__: len(
            session.execute(sa.delete(one.model).where(one.due(now)).returning(one.model.id)).all()
        )
        for one in WHOLE_ROWS
    }
    refused = session.scalars(sa.select(Organisation.id).where(ENROLMENTS.due(now))).all()
    done["enrolments"] = _forget_files(session, refused, now)
    done["organisations"] = sum(_erased(session, one, now) for one in refused)
    done |= anonymise_due(session, now=now) | doom_due(session, now=now)
    log.info("due_deleted", extra=done)
    return done


def _forget_files(session: Session, refused: Sequence[UUID], now: datetime) -> int:
    """The enrolment files of these and what was checked of them, also where the rest must stay.

    What a reviewer took from a register for them goes too.
    """
    checks = sa.delete(EnrolmentCheck).where(EnrolmentCheck.organisation_id.in_(refused))
    looked_up = set(session.scalars(checks.returning(EnrolmentCheck.registry_evidence_id)))
    files = sa.delete(Enrolment).where(Enrolment.organisation_id.in_(refused))
    gone = session.scalars(files.returning(Enrolment.organisation_id)).all()
    doom_files(session, {one for one in looked_up if one is not None}, now=now)
    return len(gone)


def _erased(session: Session, organisation_id: UUID, now: datetime) -> bool:
    """Whether the refused enrolment is gone; of one that a finding still names, its people go."""
    organisation = session.get_one(Organisation, organisation_id)
    people = _tried(session, organisation, lambda: _erase_people(session, organisation, now))
    return people and _tried(session, organisation, lambda: _erase(session, organisation, now))


def _tried(session: Session, organisation: Organisation, erase: Callable[[], None]) -> bool:
    try:
        with session.begin_nested():
            erase()
    except IntegrityError:
        log.warning("enrolment_still_named", extra={"organisation_id": organisation.id})
        return False
    return True


def _erase_people(session: Session, organisation: Organisation, now: datetime) -> None:
    """Its users and what they were sent; what they uploaded is doomed."""
    disown_files(session, organisation.id, now=now)
    users = sa.select(User.id).where(User.organisation_id == organisation.id)
    emails = sa.select(User.email).where(User.organisation_id == organisation.id)
    for kind, theirs in (
        (Notification, Notification.user_id.in_(users)),
        (ApiToken, ApiToken.user_id.in_(users)),
        (IdempotencyKey, IdempotencyKey.owner_id.in_(users)),
        (MailMessage, MailMessage.recipient.in_(emails)),
        (User, User.organisation_id == organisation.id),
    ):
        session.execute(sa.delete(kind).where(theirs))


def _erase(session: Session, organisation: Organisation, now: datetime) -> None:
    """The audit log keeps that it was there, by its id."""
    record(session, organisation, "erase", by=None, now=now)
    session.execute(sa.delete(Organisation).where(Organisation.id == organisation.id))
