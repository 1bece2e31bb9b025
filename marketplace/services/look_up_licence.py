"""A reviewer looks a licence up with the authority and keeps what was found (SELL-01, SELL-08)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import LicenceEvent, LicenceState
from marketplace.domain.working_days import local_day
from marketplace.errors import invalid
from marketplace.models import Licence
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.decide_licence import keep_decision
from marketplace.services.find_licences import find_licence
from marketplace.services.find_own_file import own_file_id


def look_up_licence(
    session: Session, *, licence_id: UUID, given: dict[str, Any], identity: Identity, now: datetime
) -> Licence:
    """The licence with the day, the note and the evidence of the look-up.

    One that is found forged or lent is refused at once. Raises NotFound, Forbidden, Invalid (a
    day to come, a file of others).
    """
    licence = find_licence(
        session,
        licence_id,
        identity=identity,
        permission=Permission.LICENCE_DECIDE,
        for_update=True,
    )
    if given["looked_up_on"] > local_day(now):
        raise invalid("/looked_up_on", "day_to_come")
    evidence_id = given["lookup_evidence_id"]
    own_file_id(session, evidence_id, identity=identity, pointer="/lookup_evidence_id")
    if given["forged_or_lent"] and licence.state != LicenceState.REFUSED:
        note = given["lookup_note"]
        keep_decision(session, licence, LicenceEvent.REFUSE, note, identity=identity, now=now)
    licence.looked_up_on, licence.looked_up_by = given["looked_up_on"], identity.user_id
    licence.lookup_note = given["lookup_note"]
    licence.lookup_evidence_id = evidence_id
    licence.forged_or_lent = given["forged_or_lent"]
    facts: dict[str, Any] = {k: str(value) for k, value in given.items() if value is not None}
    record(session, licence, "look_up", by=identity, now=now, **facts)
    return licence
