"""A company keeps its part of its user archives: once, for all of its lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.errors import Invalid
from marketplace.models import CompanyProfile
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.keep_identity_numbers import keep_number, number_faults

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
    kinds = {person: given[f"{person}_document_kind"] for person in PERSONS}
    if faults := number_faults(profile, numbers, kinds, consent=consent):
        raise Invalid(faults)
    changed = [name for name, value in stated.items() if getattr(profile, name) != value]
    for name in changed:
        setattr(profile, name, stated[name])
    if any(numbers.values()) and profile.consented_at is None:
        profile.consented_at, profile.consented_by = now, identity.user_id
    for person, number in numbers.items():
        if number is not None:
            keep_number(profile, person, number, personal_key)
            changed.append(f"{person}_number")
    profile.changed_at, profile.changed_by = now, identity.user_id
    session.add(profile)
    session.flush()
    record(session, profile, "keep", by=identity, now=now, changed=sorted(changed))
    return profile
