"""The first users of an installation: the platform's own organisation, or a regulator's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import ROLES_OF_KIND, OrganisationKind, Role
from marketplace.errors import Fault, Invalid
from marketplace.models import Organisation, User
from marketplace.models.audit import record
from marketplace.services.sign_up import make_user, refuse_taken_code, refuse_taken_email


def found_platform(
    session: Session,
    *,
    kind: OrganisationKind,
    organisation: dict[str, Any],
    user: dict[str, Any],
    roles: frozenset[Role] = frozenset(),
    now: datetime,
) -> User:
    """The first user, with these roles (none: all of the kind), of a confirmed organisation.

    Only from the command line: nobody signs up as one of these. Raises Invalid, Conflict.
    """
    if not roles <= ROLES_OF_KIND[kind]:
        raise Invalid([Fault("/roles", "role_not_of_kind", {"kind": str(kind)})])
    refuse_taken_code(session, organisation["uscc"])
    refuse_taken_email(session, user["email"])
    founded = Organisation(
        kind=kind, **organisation, state=OrganisationState.CONFIRMED, created_at=now, decided_at=now
    )
    session.add(founded)
    session.flush()
    first = make_user(session, founded, user, roles or ROLES_OF_KIND[kind], now)
    record(session, founded, "found", by=None, now=now, to_state=str(founded.state))
    record(session, first, "create", by=None, now=now)
    return first
