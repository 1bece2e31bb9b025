"""An organisation signs up with its first user; a reviewer confirms it later."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import ROLES_OF_KIND, OrganisationKind, Role
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import Organisation, User
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.passwords import hash_password
from marketplace.services.tell_review import tell_organisation_waits


def sign_up(
    session: Session, *, organisation: dict[str, Any], user: dict[str, Any], now: datetime
) -> User:
    """The first user of a new, pending organisation.

    Raises Invalid (an enterprise's code begins with 9 and it sits in a confirmed park) and
    Conflict (code or e-mail address taken).
    """
    park_id = _checked_park(session, organisation)
    refuse_taken_code(session, organisation["uscc"])
    refuse_taken_email(session, user["email"])
    joined = Organisation(
        **{k: organisation[k] for k in ("kind", "uscc", "name_zh", "name_en", "sector", "address")},
        state=OrganisationState.PENDING,
        park_id=park_id,
        created_at=now,
    )
    session.add(joined)
    session.flush()
    first = make_user(session, joined, user, ROLES_OF_KIND[joined.kind], now)
    by = identity_of(first, joined)
    record(session, joined, "sign_up", by=by, now=now, to_state=str(joined.state))
    record(session, first, "create", by=by, now=now)
    tell_organisation_waits(session, joined, now)
    return first


def make_user(
    session: Session,
    organisation: Organisation,
    given: dict[str, Any],
    roles: frozenset[Role],
    now: datetime,
) -> User:
    """A new user of the organisation, flushed."""
    user = User(
        id=uuid4(),
        organisation=organisation,
        email=given["email"],
        name=given["name"],
        password=hash_password(given["password"]),
        roles=sorted(str(role) for role in roles),
        locale=given["locale"],
        active=True,
        fs_uniquifier=uuid4().hex,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user


def refuse_taken_code(session: Session, uscc: str) -> None:
    """An organisation that left keeps none from enrolling anew under its code."""
    standing = Organisation.uscc == uscc, Organisation.state != OrganisationState.LEFT
    if session.scalar(sa.select(Organisation.id).where(*standing)):
        raise Conflict("uscc_taken")


def refuse_taken_email(session: Session, email: str) -> None:
    if session.scalar(sa.select(User.id).where(User.email == email)):
        raise Conflict("email_taken")


def identity_of(user: User, organisation: Organisation) -> Identity:
    """Who the new user acts as, for the record."""
    return Identity(
        user_id=user.id,
        organisation_id=organisation.id,
        kind=organisation.kind,
        confirmed=organisation.state == OrganisationState.CONFIRMED,
        park_id=organisation.park_id,
        roles=frozenset(Role(role) for role in user.roles),
    )


def _checked_park(session: Session, given: dict[str, Any]) -> UUID | None:
    """The park of an enterprise; every fault of kind, code and park at once."""
    enterprise = given["kind"] == OrganisationKind.ENTERPRISE
    named = [name for name in ("park_id", "park_uscc") if given.get(name)]
    faults, park_id = [], None
    if enterprise and not given["uscc"].startswith("9"):
        faults.append(Fault("/organisation/uscc", "uscc_not_enterprise"))
    if not enterprise:
        faults += [Fault(f"/organisation/{name}", "park_of_enterprises_only") for name in named]
    elif len(named) != 1:
        faults.append(Fault("/organisation/park_id", "park_by_one_name"))
    elif (park_id := _confirmed_park(session, given)) is None:
        faults.append(Fault(f"/organisation/{named[0]}", "park_not_confirmed"))
    if faults:
        raise Invalid(faults)
    return park_id


def _confirmed_park(session: Session, given: dict[str, Any]) -> UUID | None:
    by_name = (
        Organisation.id == given["park_id"]
        if given.get("park_id")
        else Organisation.uscc == given["park_uscc"]
    )
    return session.scalar(
        sa.select(Organisation.id).where(
            by_name,
            Organisation.kind == OrganisationKind.PARK,
            Organisation.state == OrganisationState.CONFIRMED,
        )
    )
