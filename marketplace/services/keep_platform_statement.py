"""The operator states what is true of the platform itself (PLAT-02 to 04, SEC-01, 09, 12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.platform_statement import DAYS, FIELDS, SHOWN_FILES, wrong_fields
from marketplace.domain.working_days import local_day
from marketplace.errors import Fault, Invalid
from marketplace.models import Organisation, PlatformStatement
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_platform import ask_platform
from marketplace.services.find_own_file import own_file_id


def keep_platform_statement(
    session: Session,
    *,
    platform: Organisation,
    statement: PlatformStatement,
    given: Mapping[str, Any],
    identity: Identity,
    now: datetime,
) -> PlatformStatement:
    """The next version with everything that is given; what is not given is stated no more.

    The platform is locked by the caller; `statement` is the version that stands. The same again
    makes no version. The gate of operation is asked at once. Raises Forbidden, Invalid.
    """
    require(Permission.PLATFORM_STATE, identity)
    if faults := _faults(given, now):
        raise Invalid(faults)
    changed = [name for name in FIELDS if given[name] != getattr(statement, name)]
    if not changed:
        return statement
    _refuse_others_files(session, given, changed, identity)
    kept = PlatformStatement(
        version=statement.version + 1,
        **{name: given[name] for name in FIELDS},
        stated_at=now,
        stated_by=identity.user_id,
    )
    session.add(kept)
    session.flush()
    record(session, kept, "state", by=identity, now=now, version=kept.version, changed=changed)
    ask_platform(session, platform, kept, by=identity, now=now)
    return kept


def _faults(given: Mapping[str, Any], now: datetime) -> list[Fault]:
    today = local_day(now)
    wrong = [Fault(f"/{name}", code) for name, code in wrong_fields(given)]
    late = [name for name in DAYS if given[name] and given[name] > today]
    return [*wrong, *(Fault(f"/{name}", "day_to_come") for name in late)]


def _refuse_others_files(
    session: Session, given: Mapping[str, Any], changed: Collection[str], identity: Identity
) -> None:
    """Raise Invalid for every file that is not an upload of the operator's own organisation."""
    faults: list[Fault] = []
    for name in (f"{which}_id" for which in SHOWN_FILES):
        if name in changed:
            try:
                own_file_id(session, given[name], identity=identity, pointer=f"/{name}")
            except Invalid as error:
                faults += error.faults
    if faults:
        raise Invalid(faults)
