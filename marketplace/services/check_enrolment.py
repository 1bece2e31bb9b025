"""A reviewer records what it checked of an enrolment: the person acting, the register, risks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import Enrolment, EnrolmentCheck
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_enrolment import find_checks, find_enrolment
from marketplace.services.find_own_file import own_file_id

KEPT = (
    "file_version",
    "identity_verified",
    "identity_how",
    "identity_checked_on",
    "phone_verified",
    "registry_status",
    "registry_checked_on",
    "registry_evidence_id",
    "risk_found",
    "risk_note",
)


def check_enrolment(
    session: Session,
    *,
    organisation_id: UUID,
    given: dict[str, Any],
    identity: Identity,
    now: datetime,
) -> EnrolmentCheck:
    """The check, beside those before it; the newest counts, and the same again is not written.

    `file_version` names the file that was looked at. A day that is not given is today; without
    new evidence of the register that of the check before stays.
    Raises NotFound, Forbidden, Invalid, Conflict (stale).
    """
    file = find_enrolment(
        session,
        organisation_id,
        identity=identity,
        permission=Permission.ENROLMENT_CHECK,
        for_update=True,
    )
    if given["file_version"] != file.version:
        raise Conflict("stale")
    evidence = given["registry_evidence_id"]
    own_file_id(session, evidence, identity=identity, pointer="/registry_evidence_id")
    today = local_day(now)
    kept = _with_days({name: given[name] for name in KEPT}, today)
    if faults := _faults(file, kept, today):
        raise Invalid(faults)
    before = next(iter(find_checks(session, organisation_id)), None)
    if before is not None and evidence is None and given["registry_status"] is not None:
        kept["registry_evidence_id"] = before.registry_evidence_id
    if before is not None and all(getattr(before, name) == kept[name] for name in KEPT):
        return before
    check = EnrolmentCheck(
        id=uuid4(),
        organisation_id=organisation_id,
        **kept,
        checked_at=now,
        checked_by=identity.user_id,
    )
    session.add(check)
    session.flush()
    told: dict[str, Any] = {
        name: str(value)
        for name, value in kept.items()
        if name != "risk_note" and value is not None
    }
    record(session, check, "check", by=identity, now=now, **told)
    return check


def _with_days(kept: dict[str, Any], today: date) -> dict[str, Any]:
    return kept | {
        day: kept[day] or today
        for told, day in (
            ("identity_verified", "identity_checked_on"),
            ("registry_status", "registry_checked_on"),
        )
        if kept[told] is not None
    }


def _faults(file: Enrolment, given: dict[str, Any], today: date) -> list[Fault]:
    """What does not go together; days are not to come."""
    faults = []
    for told, other in (
        ("identity_verified", "identity_how"),
        ("identity_verified", "identity_checked_on"),
        ("registry_status", "registry_checked_on"),
    ):
        if given[told] is not None and given[other] is None:
            faults.append(Fault(f"/{other}", "field_required"))
        elif given[told] is None and given[other] is not None:
            faults.append(Fault(f"/{told}", "field_required"))
    for name in ("identity_checked_on", "registry_checked_on"):
        if given[name] is not None and given[name] > today:
            faults.append(Fault(f"/{name}", "day_to_come"))
    if given["risk_found"] and not given["risk_note"]:
        faults.append(Fault("/risk_note", "field_required"))
    if given["identity_verified"] and not file.person_acting:
        faults.append(Fault("/identity_verified", "check_of_nobody"))
    if given["phone_verified"] and not file.agent_phone:
        faults.append(Fault("/phone_verified", "check_of_no_phone"))
    return faults
