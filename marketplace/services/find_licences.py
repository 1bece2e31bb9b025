"""Reads of licences: a carrier's own; overseers all."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import LicenceState
from marketplace.errors import NotFound
from marketplace.models import Licence
from marketplace.security.grants import GRANTS, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def visible_licences(
    identity: Identity,
    *,
    state: LicenceState | None = None,
    carrier_id: UUID | None = None,
) -> sa.Select[Licence]:
    """The licences that the caller may see with their carriers, newest first."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(Licence).options(joinedload(Licence.carrier))
    if not GRANTS[Permission.ORGANISATION_LIST](identity, None):
        query = query.where(Licence.carrier_id == identity.organisation_id)
    if state is not None:
        query = query.where(Licence.state == state)
    if carrier_id is not None:
        query = query.where(Licence.carrier_id == carrier_id)
    return query.order_by(Licence.created_at.desc(), Licence.id)


def find_licence(
    session: Session,
    licence_id: UUID,
    *,
    identity: Identity,
    permission: Permission = Permission.LICENCE_READ,
    for_update: bool = False,
) -> Licence:
    """The licence. Raises NotFound, Forbidden."""
    query = sa.select(Licence).where(Licence.id == licence_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    licence = session.scalars(query).one_or_none()
    if licence is None:
        raise NotFound()
    require(permission, identity, licence)
    return licence
