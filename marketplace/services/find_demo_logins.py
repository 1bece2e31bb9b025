"""Which of the demo's published logins this database holds."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import DEMO_PASSWORD
from marketplace.models import User
from marketplace.security.passwords import password_matches


def find_demo_logins(session: Session, emails: Iterable[str]) -> dict[str, User]:
    """The active users of these addresses with their organisations, by address."""
    query = sa.select(User).where(User.email.in_(list(emails)), User.active)
    found = session.scalars(query.options(joinedload(User.organisation)))
    return {user.email: user for user in found}


def opens_with_demo_password(user: User) -> bool:
    """Whether the user is one of the demo: the published password, and no other, is its own."""
    return password_matches(user.password, DEMO_PASSWORD)
