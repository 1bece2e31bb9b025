"""A company or carrier keeps its enrolment file: bit by bit, before and after its confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.enrolment import PAPERS, PERSONS, WHO_ACTS, is_phone
from marketplace.domain.holdings import NOTICE_VERSION
from marketplace.errors import Fault, Invalid
from marketplace.models import Enrolment
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id
from marketplace.services.keep_identity_numbers import keep_number, number_faults


def keep_enrolment(
    session: Session,
    *,
    file: Enrolment,
    given: dict[str, Any],
    personal_key: str,
    identity: Identity,
    now: datetime,
) -> Enrolment:
    """The file with what is given; what is not given stays. The same again changes nothing.

    A number that is null stays, an empty one goes; it needs separate consent
    (`identity_consent`), which `consent_withdrawn` takes back with every number.
    `notice_version` says that this privacy notice was shown. Raises Forbidden, Invalid.
    """
    require(Permission.ENROLMENT_MANAGE, identity, file)
    stated = dict(given)
    numbers = {person: stated.pop(f"{person}_number", None) for person in PERSONS}
    consent = stated.pop("identity_consent", False)
    withdrawn = stated.pop("consent_withdrawn", False)
    notice = stated.pop("notice_version", None)
    kinds = {p: given.get(f"{p}_document_kind", _kind(file, p)) for p in PERSONS}
    faults = number_faults(file, numbers, kinds, consent=consent and not withdrawn)
    if faults := [*faults, *_faults(session, stated, notice, identity)]:
        raise Invalid(faults)
    changed = [name for name, value in stated.items() if getattr(file, name) != value]
    for name in changed:
        setattr(file, name, stated[name])
    changed += _keep_consent(file, numbers, personal_key, consent, withdrawn, identity, now)
    if notice and notice != file.notice_version:
        file.notice_version = notice
        file.notice_accepted_at, file.notice_accepted_by = now, identity.user_id
        changed.append("notice_version")
    return _kept(session, file, changed, identity, now) if changed else file


def _kept(
    session: Session, file: Enrolment, changed: list[str], identity: Identity, now: datetime
) -> Enrolment:
    """Written as the next version; the audit log keeps names of fields, no values."""
    if set(changed) & {*WHO_ACTS, *(f"{person}_number" for person in PERSONS)}:
        file.persons_version = file.version + 1
    file.changed_at, file.changed_by = now, identity.user_id
    session.add(file)
    session.flush()
    record(session, file, "keep", by=identity, now=now, changed=sorted(changed))
    return file


def _keep_consent(
    file: Enrolment,
    numbers: dict[str, str | None],
    personal_key: str,
    consent: bool,
    withdrawn: bool,
    identity: Identity,
    now: datetime,
) -> list[str]:
    """Numbers and the consent that they are kept under; what of them changed."""
    if withdrawn:
        numbers = dict.fromkeys(PERSONS, "")
    changed = []
    for person, number in numbers.items():
        if number or (number == "" and getattr(file, f"{person}_number_masked")):
            keep_number(file, person, number, personal_key)
            changed.append(f"{person}_number")
    if withdrawn and file.consented_at is not None:
        file.consented_at = file.consented_by = None
        changed.append("consent_withdrawn")
    elif consent and not withdrawn and file.consented_at is None:
        file.consented_at, file.consented_by = now, identity.user_id
        changed.append("identity_consent")
    return changed


def _kind(file: Enrolment, person: str) -> Any:
    return getattr(file, f"{person}_document_kind")


def _faults(
    session: Session, stated: dict[str, Any], notice: str | None, identity: Identity
) -> list[Fault]:
    faults = []
    if stated.get("agent_phone") and not is_phone(stated["agent_phone"]):
        faults.append(Fault("/agent_phone", "phone_number"))
    if notice and notice != NOTICE_VERSION:
        faults.append(Fault("/notice_version", "notice_changed", {"version": NOTICE_VERSION}))
    for paper in PAPERS:
        pointer = f"/{paper}_id"
        try:
            own_file_id(session, stated.get(f"{paper}_id"), identity=identity, pointer=pointer)
        except Invalid as error:
            faults += error.faults
    return faults
