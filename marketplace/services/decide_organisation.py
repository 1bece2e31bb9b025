"""A reviewer confirms an organisation, or refuses it with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import OrganisationEvent
from marketplace.models import Organisation
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_enrolment import ask_enrolment
from marketplace.services.claim_invitation import claim_for_confirmed
from marketplace.services.find_organisations import find_organisation
from marketplace.services.tell_review import tell_organisation_decided


def decide_organisation(
    session: Session,
    *,
    organisation_id: UUID,
    event: OrganisationEvent,
    reason: str | None,
    identity: Identity,
    now: datetime,
) -> Organisation:
    """The organisation as decided. Raises NotFound, Forbidden, IllegalMove, Stopped (by rules)."""
    organisation = find_organisation(
        session,
        organisation_id,
        identity=identity,
        permission=Permission.ORGANISATION_DECIDE,
        for_update=True,
    )
    if event == OrganisationEvent.CONFIRM:
        ask_enrolment(session, organisation, by=identity, now=now)
    organisation.advance(event, by=identity, now=now, reason=reason)
    organisation.decided_at, organisation.decided_by = now, identity.user_id
    organisation.decision_reason = reason
    tell_organisation_decided(session, organisation, now)
    if event == OrganisationEvent.CONFIRM:
        claim_for_confirmed(session, organisation, now=now)
    return organisation
