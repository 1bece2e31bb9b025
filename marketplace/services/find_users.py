"""Reads of users: of one's own organisation; the operator's of any."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.errors import NotFound
from marketplace.models import User
from marketplace.security.grants import GRANTS, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def find_me(session: Session, *, identity: Identity) -> User:
    """The caller, with its organisation."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(User).where(User.id == identity.user_id)
    return session.scalars(query.options(joinedload(User.organisation))).one()


def find_user(
    session: Session, user_id: UUID, *, identity: Identity, for_update: bool = False
) -> User:
    """A user of the caller's organisation (any for the operator). Raises NotFound."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(User).where(User.id == user_id)
    if for_update:
        query = query.with_for_update(of=User).execution_options(populate_existing=True)
    user = session.scalars(query).one_or_none()
    if user is None or not (identity.is_of(user.organisation_id) or _operates(identity)):
        raise NotFound()
    return user


def visible_users(identity: Identity, organisation_id: UUID | None = None) -> sa.Select[User]:
    """The users of one organisation, the caller's unless named. Raises NotFound."""
    require(Permission.ACCOUNT_READ, identity)
    asked = organisation_id or identity.organisation_id
    if not (identity.is_of(asked) or _operates(identity)):
        raise NotFound()
    return sa.select(User).where(User.organisation_id == asked).order_by(User.created_at, User.id)


def _operates(identity: Identity) -> bool:
    """Reads of an operator need no `operate` scope."""
    return GRANTS[Permission.OPERATE](identity, None)
