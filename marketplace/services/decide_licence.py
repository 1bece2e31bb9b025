"""A reviewer verifies a licence, or refuses it with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import LicenceEvent
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import Licence
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_licences import find_licence
from marketplace.services.tell_review import tell_licence_decided


def decide_licence(
    session: Session,
    *,
    licence_id: UUID,
    event: LicenceEvent,
    reason: str | None,
    identity: Identity,
    now: datetime,
) -> Licence:
    """The licence as decided. Raises NotFound, Forbidden, IllegalMove, Conflict (expired)."""
    licence = find_licence(
        session,
        licence_id,
        identity=identity,
        permission=Permission.LICENCE_DECIDE,
        for_update=True,
    )
    if event == LicenceEvent.VERIFY and licence.valid_to < local_day(now):
        raise Conflict("licence_expired")
    licence.advance(event, by=identity, now=now, reason=reason)
    licence.decided_at, licence.decided_by = now, identity.user_id
    licence.decision_reason = reason
    tell_licence_decided(session, licence, now)
    return licence
