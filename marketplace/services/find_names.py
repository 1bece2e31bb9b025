"""Names of organisations and users for lists that hold only their ids."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Organisation, User


def names_of(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, Organisation]:
    """The organisations by id, in one query; the caller asks only for those it may name."""
    wanted = {one for one in ids if one is not None}
    found = session.scalars(sa.select(Organisation).where(Organisation.id.in_(wanted)))
    return {organisation.id: organisation for organisation in found}


def user_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of users by id, for those who may read who did what."""
    wanted = set(ids)
    if not wanted:
        return {}
    query = sa.select(User.id, User.name).where(User.id.in_(wanted))
    return {row.id: row.name for row in session.execute(query)}
