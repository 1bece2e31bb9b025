"""Everything the marketplace holds about the caller, as a document to take along (PIPL)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.i18n.notices import notice
from marketplace.models import (
    ApiToken,
    AuditEntry,
    Contract,
    DataExportCheck,
    Enrolment,
    EnrolmentCheck,
    LoginFailure,
    MailMessage,
    Notification,
    Reading,
    User,
)
from marketplace.security.identity import Identity
from marketplace.services.find_users import find_me

FORMAT = "own-data/1"
MOST = 10_000
"rows of a kind; the newest"
STATED = (
    "legal_representative",
    "legal_document_kind",
    "legal_number_masked",
    "acts",
    "agent_name",
    "agent_phone",
    "agent_document_kind",
    "agent_number_masked",
    "consented_at",
    "notice_version",
    "notice_accepted_at",
    "changed_at",
)
"Of the enrolment file: the persons who act for the caller's organisation; numbers masked"


def find_own_data(session: Session, *, identity: Identity, now: datetime) -> dict[str, Any]:
    """Plain JSON values: no hash of a password or token, nobody else's data.

    Of acts on sealed quotes nothing is told that was not visible before: `visible_at` hides from
    others, and these are the caller's own.
    """
    me = find_me(session, identity=identity)
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "account": _account(me),
        "tokens": _rows(
            session,
            ApiToken,
            ("name", "scopes", "created_at", "expires_at", "revoked_at"),
            ApiToken.user_id == me.id,
            ApiToken.created_at,
        ),
        "notifications": [_told(one, me.locale) for one in _notifications(session, me)],
        "mails": _rows(
            session,
            MailMessage,
            ("subject", "body", "created_at", "sent_at"),
            MailMessage.recipient == me.email,
            MailMessage.created_at,
        ),
        "failed_log_ins": _rows(
            session,
            LoginFailure,
            ("at", "address"),
            LoginFailure.email == me.email,
            LoginFailure.at,
        ),
        "acts": _rows(
            session,
            AuditEntry,
            ("at", "subject", "subject_id", "event", "reason"),
            AuditEntry.actor_id == me.id,
            AuditEntry.at,
        ),
        "readings": _rows(
            session,
            Reading,
            ("at", "subject", "subject_id", "owner_id"),
            Reading.reader_id == me.id,
            Reading.at,
        ),
        "signed_contracts": _signed(session, me),
        "stated_exports": _rows(
            session,
            DataExportCheck,
            ("export_id", "number", "checked_at", "code"),
            DataExportCheck.checked_by == me.id,
            DataExportCheck.checked_at,
        ),
        "enrolment_files": _rows(
            session,
            Enrolment,
            STATED,
            Enrolment.organisation_id == me.organisation_id,
            Enrolment.changed_at,
        ),
        "enrolment_checks": _rows(
            session,
            EnrolmentCheck,
            ("organisation_id", "checked_at", "file_version"),
            EnrolmentCheck.checked_by == me.id,
            EnrolmentCheck.checked_at,
        ),
    }


def _account(me: User) -> dict[str, Any]:
    held = ("name", "email", "roles", "locale", "active")
    organisation = ("name_zh", "name_en", "uscc", "address")
    return {
        "id": str(me.id),
        **{name: getattr(me, name) for name in held},
        "created_at": me.created_at.isoformat(),
        "organisation": {name: getattr(me.organisation, name) for name in organisation},
    }


def _notifications(session: Session, me: User) -> Any:
    query = sa.select(Notification).where(Notification.user_id == me.id)
    return session.scalars(query.order_by(Notification.created_at.desc()).limit(MOST))


def _told(one: Notification, language: str) -> dict[str, Any]:
    subject, body = notice(one.event, one.params, language, one.due_at)
    read = None if one.read_at is None else one.read_at.isoformat()
    return {
        "created_at": one.created_at.isoformat(),
        "read_at": read,
        "subject": subject,
        "body": body,
    }


def _signed(session: Session, me: User) -> list[dict[str, Any]]:
    query = sa.select(Contract).where(
        sa.or_(Contract.member_signed_by == me.id, Contract.carrier_signed_by == me.id)
    )
    found = session.scalars(query.order_by(Contract.drawn_at.desc()).limit(MOST))
    return [
        {
            "number": one.number,
            "signed_at": _plain(
                one.member_signed_at if one.member_signed_by == me.id else one.carrier_signed_at
            ),
        }
        for one in found
    ]


def _rows(
    session: Session, model: Any, names: tuple[str, ...], where: Any, order: Any
) -> list[dict[str, Any]]:
    columns = [getattr(model, name) for name in names]
    rows = session.execute(sa.select(*columns).where(where).order_by(order.desc()).limit(MOST))
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | None) else str(value)
