"""A company keeps its part of its user archives: once, for all of its lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.archive import masked
from marketplace.domain.identity_documents import is_well_formed, normalised
from marketplace.errors import Fault, Invalid
from marketplace.models import CompanyProfile
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.identity_numbers import seal_number
from marketplace.security.permissions import Permission

PERSONS = ("legal", "contact")
"Of whom an identity number may be kept: `{person}_document_kind`, `{person}_number`"


def keep_company_profile(
    session: Session,
    *,
    profile: CompanyProfile,
    given: dict[str, Any],
    personal_key: str,
    identity: Identity,
    now: datetime,
) -> CompanyProfile:
    """The profile with what is given; an identity number that is null stays, an empty one goes.

    A number needs the person's separate consent (`identity_consent`), given once. Raises
    Forbidden, Invalid.
    """
    require(Permission.ARCHIVE_MANAGE, identity, profile)
    stated = dict(given)
    numbers = {person: stated.pop(f"{person}_number") for person in PERSONS}
    consent = stated.pop("identity_consent")
    if faults := _number_faults(profile, given, numbers, consent):
        raise Invalid(faults)
    changed = [name for name, value in stated.items() if getattr(profile, name) != value]
    for name in changed:
        setattr(profile, name, stated[name])
    if any(numbers.values()) and profile.consented_at is None:
        profile.consented_at, profile.consented_by = now, identity.user_id
    for person, number in numbers.items():
        if number is not None:
            _keep_number(profile, person, normalised(number), personal_key)
            changed.append(f"{person}_number")
    profile.changed_at, profile.changed_by = now, identity.user_id
    session.add(profile)
    session.flush()
    record(session, profile, "keep", by=identity, now=now, changed=sorted(changed))
    return profile


def place_of(profile: CompanyProfile, person: str) -> str:
    """Where a number lies: it opens nowhere else."""
    return f"{profile.organisation_id}/{person}"


def _keep_number(profile: CompanyProfile, person: str, number: str, personal_key: str) -> None:
    sealed = seal_number(number, personal_key, place_of(profile, person)) if number else None
    setattr(profile, f"{person}_number_sealed", sealed)
    setattr(profile, f"{person}_number_masked", masked(number) if number else "")


def _number_faults(
    profile: CompanyProfile,
    given: dict[str, Any],
    numbers: dict[str, str | None],
    consent: bool,
) -> list[Fault]:
    faults = []
    for person, number in numbers.items():
        kind = given[f"{person}_document_kind"]
        if number and kind is None:
            faults.append(Fault(f"/{person}_document_kind", "field_required"))
        elif number and not is_well_formed(kind, normalised(number)):
            faults.append(Fault(f"/{person}_number", "identity_number"))
    if any(numbers.values()) and not consent and profile.consented_at is None:
        faults.append(Fault("/identity_consent", "identity_consent"))
    return faults
