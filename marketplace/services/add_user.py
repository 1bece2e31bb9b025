"""A user adds a colleague to the organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.roles import ROLES_OF_KIND, Role
from marketplace.errors import Fault, Forbidden, Invalid
from marketplace.models import Organisation, User
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.sign_up import make_user, refuse_taken_email


def add_user(session: Session, *, given: dict[str, Any], identity: Identity, now: datetime) -> User:
    """A new user with some of the roles of the caller's organisation; none given: the caller's.

    Raises Forbidden (organisation not confirmed; a role that the caller does not have itself,
    unless it is an operator, whose work users are), Invalid, Conflict.
    """
    require(Permission.ACCOUNT_MANAGE, identity)
    if not identity.confirmed:
        raise Forbidden("organisation_not_confirmed")
    roles = frozenset(given["roles"] or identity.roles)
    if not roles <= ROLES_OF_KIND[identity.kind]:
        raise Invalid([Fault("/roles", "role_not_of_kind", {"kind": str(identity.kind)})])
    if not roles <= identity.roles and not identity.has(Role.OPERATOR):
        raise Forbidden("role_not_yours")
    refuse_taken_email(session, given["email"])
    organisation = session.get_one(Organisation, identity.organisation_id)
    user = make_user(session, organisation, given, roles, now)
    record(session, user, "create", by=identity, now=now, roles=user.roles)
    return user
