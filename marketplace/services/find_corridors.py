"""Reads of the corridors."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import Corridor
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def visible_corridors(identity: Identity) -> sa.Select[Corridor]:
    """Every corridor, nearest first."""
    require(Permission.CATALOGUE_READ, identity)
    return sa.select(Corridor).order_by(Corridor.length_km, Corridor.code)


def find_corridor(session: Session, code: str, identity: Identity) -> Corridor:
    """The corridor of this code; raises NotFound."""
    found = session.scalars(visible_corridors(identity).where(Corridor.code == code)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def corridors_by_code(session: Session, codes: Iterable[str]) -> dict[str, Corridor]:
    """The corridors among `codes` that exist, in one query."""
    query = sa.select(Corridor).where(Corridor.code.in_(set(codes)))
    return {corridor.code: corridor for corridor in session.scalars(query)}
