"""Everything the marketplace holds about the caller, as a document to take along (PIPL)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Held:
    """Rows of one table that are about the caller: which of its columns are told, newest first."""

    model: Any
    columns: tuple[str, ...]
    mine: Callable[[User], Any]
    at: Any


HELD: dict[str, Held] = {
    "tokens": Held(
        ApiToken,
        ("name", "scopes", "created_at", "expires_at", "revoked_at"),
        lambda me: ApiToken.user_id == me.id,
        ApiToken.created_at,
    ),
    "mails": Held(
        MailMessage,
        ("subject", "body", "created_at", "sent_at"),
        lambda me: MailMessage.recipient == me.email,
        MailMessage.created_at,
    ),
    "failed_log_ins": Held(
        LoginFailure,
        ("at", "address"),
        lambda me: LoginFailure.email == me.email,
        LoginFailure.at,
    ),
    "acts": Held(
        AuditEntry,
        ("at", "subject", "subject_id", "event", "reason"),
        lambda me: AuditEntry.actor_id == me.id,
        AuditEntry.at,
    ),
    "readings": Held(
        Reading,
        ("at", "subject", "subject_id", "owner_id"),
        lambda me: Reading.reader_id == me.id,
        Reading.at,
    ),
    "stated_exports": Held(
        DataExportCheck,
        ("export_id", "number", "checked_at", "code"),
        lambda me: DataExportCheck.checked_by == me.id,
        DataExportCheck.checked_at,
    ),
    "enrolment_files": Held(
        Enrolment,
        STATED,
        lambda me: Enrolment.organisation_id == me.organisation_id,
        Enrolment.changed_at,
    ),
    "enrolment_checks": Held(
        EnrolmentCheck,
        ("organisation_id", "checked_at", "file_version"),
        lambda me: EnrolmentCheck.checked_by == me.id,
        EnrolmentCheck.checked_at,
    ),
}


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
        "notifications": [_told(one, me.locale) for one in _notifications(session, me)],
        "signed_contracts": _signed(session, me),
        **{kind: _rows(session, held, me) for kind, held in HELD.items()},
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


def _rows(session: Session, held: Held, me: User) -> list[dict[str, Any]]:
    columns = [getattr(held.model, name) for name in held.columns]
    query = sa.select(*columns).where(held.mine(me)).order_by(held.at.desc()).limit(MOST)
    return [
        {name: _plain(value) for name, value in zip(held.columns, row, strict=True)}
        for row in session.execute(query)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | None) else str(value)
