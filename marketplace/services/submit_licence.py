"""A carrier submits its telecom licence for verification."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.licences import classes_of
from marketplace.domain.lives import LicenceState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Forbidden, Invalid
from marketplace.models import Licence
from marketplace.models.audit import record
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id
from marketplace.services.tell_review import tell_licence_waits

PAPERS = ("evidence_id", "authorisation_id")


def submit_licence(
    session: Session, *, given: dict[str, Any], identity: Identity, now: datetime
) -> Licence:
    """A pending licence of the caller's organisation.

    `holder_uscc` names the legal person that holds it when a branch submits it (SELL-05). Raises
    Forbidden, Invalid (days in order, not expired: SELL-07; files of others), Conflict (number
    known).
    """
    licence = Licence(
        carrier_id=identity.organisation_id,
        **(given | {"scopes": sorted(set(given["scopes"]))}),
        state=LicenceState.PENDING,
        created_at=now,
    )
    if not allowed(Permission.LICENCE_MANAGE, identity, licence):
        raise Forbidden(permission=str(Permission.LICENCE_MANAGE))
    _check_days(licence, now)
    for name in PAPERS:
        own_file_id(session, getattr(licence, name), identity=identity, pointer=f"/{name}")
    if licence.licence_class is None:
        licence.licence_class = next(iter(classes_of(licence.number)), None)
    known = sa.select(Licence.id).where(
        Licence.carrier_id == licence.carrier_id, Licence.number == licence.number
    )
    if session.scalar(known):
        raise Conflict("licence_known")
    session.add(licence)
    session.flush()
    record(session, licence, "submit", by=identity, now=now, to_state=str(licence.state))
    tell_licence_waits(session, licence, now)
    return licence


def _check_days(licence: Licence, now: datetime) -> None:
    faults = []
    if licence.valid_to < licence.valid_from:
        faults.append(Fault("/valid_to", "order", {"other": "valid_from"}))
    if licence.valid_to < local_day(now):
        faults.append(Fault("/valid_to", "licence_expired"))
    if faults:
        raise Invalid(faults)
