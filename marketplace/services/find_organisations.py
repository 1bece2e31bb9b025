"""Reads of organisations: the public list of parks, one's own, and the overseers' list."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def confirmed_parks() -> sa.Select[Organisation]:
    """The parks that an enterprise may name at sign-up; public."""
    query = sa.select(Organisation).where(
        Organisation.kind == OrganisationKind.PARK,
        Organisation.state == OrganisationState.CONFIRMED,
    )
    return query.order_by(Organisation.name_zh, Organisation.id)


def listed_organisations(
    identity: Identity,
    *,
    state: OrganisationState | None = None,
    kind: OrganisationKind | None = None,
    q: str | None = None,
) -> sa.Select[Organisation]:
    """Organisations for overseers, newest first; `q` is looked for in names and code."""
    require(Permission.ORGANISATION_LIST, identity)
    query = sa.select(Organisation)
    if state is not None:
        query = query.where(Organisation.state == state)
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    if q:
        fields = (Organisation.name_zh, Organisation.name_en, Organisation.uscc)
        query = query.where(sa.or_(*(f.icontains(q, autoescape=True) for f in fields)))
    return query.order_by(Organisation.created_at.desc(), Organisation.id)


def find_organisation(
    session: Session,
    organisation_id: UUID,
    *,
    identity: Identity,
    permission: Permission = Permission.ORGANISATION_READ,
    for_update: bool = False,
) -> Organisation:
    """The organisation. Raises NotFound, Forbidden."""
    query = sa.select(Organisation).where(Organisation.id == organisation_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    organisation = session.scalars(query).one_or_none()
    if organisation is None:
        raise NotFound()
    require(permission, identity, organisation)
    return organisation
