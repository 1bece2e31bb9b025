"""Reads of the record of readings: of one's own organisation's data; overseers all."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.models import Reading
from marketplace.security.grants import GRANTS, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def visible_readings(identity: Identity) -> sa.Select[Reading]:
    """Who looked at the caller's data, newest first; for reviewers and observers at anybody's."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(Reading).options(
        joinedload(Reading.reader), joinedload(Reading.organisation), joinedload(Reading.owner)
    )
    if not GRANTS[Permission.READINGS_OVERSEE](identity, None):
        query = query.where(Reading.owner_id == identity.organisation_id)
    return query.order_by(Reading.at.desc(), Reading.id)
