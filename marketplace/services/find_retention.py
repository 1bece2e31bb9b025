"""What will be due when: who left, users without access, files that nothing needs any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.local_date import local_date
from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.rules.retention import TERMS_MONTHS
from marketplace.domain.working_days import local_day
from marketplace.models import Organisation, StoredFile, User
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.anonymise_due import former_users, left_organisations, organisation_kept
from marketplace.services.doom_due import LET_GO, ORPHAN_DAYS, never_named

MOST = 200
"organisations of a kind; the earliest first"


@dataclass(frozen=True)
class DueParty:
    """`until`: the first day on which its persons go; None: a deal of it still runs."""

    organisation: Organisation
    left_at: datetime
    until: date | None
    rules: str


@dataclass(frozen=True)
class DueUsers:
    """Users without access of an organisation that stays; their deals may keep them longer."""

    organisation: Organisation
    users: int
    first_on: date


@dataclass(frozen=True)
class DueFiles:
    """How many, and the first day on which one of them may be put on record to be deleted."""

    count: int
    first_on: date | None


@dataclass(frozen=True)
class Retention:
    left: list[DueParty]
    former_users: list[DueUsers]
    orphans: DueFiles
    let_go: DueFiles
    doomed: int
    "on record to be deleted; the job takes them each night"


def find_retention(session: Session, *, identity: Identity, now: datetime) -> Retention:
    """For overseers. Raises Forbidden."""
    require(Permission.DUTY_READ, identity)
    doomed = sa.select(sa.func.count()).where(StoredFile.doomed_at.is_not(None))
    return Retention(
        left=_left(session, local_day(now)),
        former_users=_former_users(session),
        orphans=_orphans(session),
        let_go=_let_go(session),
        doomed=session.execute(doomed).scalar_one(),
    )


def _left(session: Session, on: date) -> list[DueParty]:
    found = []
    for one in session.scalars(left_organisations().limit(MOST)):
        kept = organisation_kept(session, one, on=on)
        if one.left_at is not None:
            found.append(DueParty(one, one.left_at, kept.until, kept.codes))
    return found


def _former_users(session: Session) -> list[DueUsers]:
    first = sa.func.min(local_date(User.deactivated_at))
    counted = (
        former_users()
        .with_only_columns(User.organisation_id, sa.func.count(), first)
        .order_by(None)
        .group_by(User.organisation_id)
        .order_by(first, User.organisation_id)
        .limit(MOST)
    )
    rows = session.execute(counted).all()
    query = sa.select(Organisation).where(Organisation.id.in_([row[0] for row in rows]))
    named = {one.id: one for one in session.scalars(query)}
    months = TERMS_MONTHS[RecordClass.TRANSACTION]
    return [DueUsers(named[row[0]], row[1], months_after(row[2], months)) for row in rows]


def _orphans(session: Session) -> DueFiles:
    count, first = _counted(session, StoredFile.created_at, never_named())
    return DueFiles(count, None if first is None else first + timedelta(days=ORPHAN_DAYS))


def _let_go(session: Session) -> DueFiles:
    standing = StoredFile.unnamed_at.is_not(None), LET_GO.where
    count, first = _counted(session, StoredFile.unnamed_at, *standing)
    months = TERMS_MONTHS[RecordClass.TRANSACTION]
    return DueFiles(count, None if first is None else months_after(first, months))


def _counted(session: Session, since: Any, *where: Any) -> tuple[int, date | None]:
    query = sa.select(sa.func.count(), sa.func.min(local_date(since))).where(*where)
    row = session.execute(query).one()
    return row[0], row[1]
