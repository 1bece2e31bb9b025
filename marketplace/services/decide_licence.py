"""A reviewer verifies a licence, or refuses it with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.licences import held_for
from marketplace.domain.lives import LicenceEvent, OrganisationState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import Licence, Organisation
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_carrier_facts import counting, legal_person_sql, of_listed_group
from marketplace.services.find_licences import find_licence
from marketplace.services.tell_review import tell_licence_decided


def decide_licence(
    session: Session,
    *,
    licence_id: UUID,
    event: LicenceEvent,
    reason: str | None,
    listed_groups: Iterable[str],
    identity: Identity,
    now: datetime,
) -> Licence:
    """The licence as decided.

    Who is not of a listed group is verified only with scan and look-up (SELL-04), a branch only
    with its letter (SELL-05), and of one legal person a single carrier. Raises NotFound, Forbidden,
    IllegalMove, Conflict (licence_expired, licence_held, legal_person_quotes).
    """
    licence = find_licence(
        session,
        licence_id,
        identity=identity,
        permission=Permission.LICENCE_DECIDE,
        for_update=True,
    )
    if event == LicenceEvent.VERIFY:
        _refuse_unproved(licence, tuple(listed_groups), now)
        _refuse_second_carrier(session, licence, now)
    return keep_decision(session, licence, event, reason, identity=identity, now=now)


def keep_decision(
    session: Session,
    licence: Licence,
    event: LicenceEvent,
    reason: str | None,
    *,
    identity: Identity,
    now: datetime,
) -> Licence:
    """Put the decision on record and tell the carrier. Raises IllegalMove."""
    licence.advance(event, by=identity, now=now, reason=reason)
    licence.decided_at, licence.decided_by = now, identity.user_id
    licence.decision_reason = reason
    tell_licence_decided(session, licence, now)
    return licence


def missing_of(licence: Licence, listed_groups: Iterable[str]) -> list[str]:
    """What a reviewer waits for before the licence can be verified: names of its fields."""
    return held_for(
        listed=of_listed_group(licence.carrier, licence, listed_groups),
        scan=licence.evidence_id is not None,
        looked_up=licence.looked_up_on is not None,
        branch=licence.branch,
        letter=licence.authorisation_id is not None,
    )


def _refuse_unproved(licence: Licence, listed_groups: tuple[str, ...], now: datetime) -> None:
    if licence.valid_to < local_day(now):
        raise Conflict("licence_expired")
    if missing := missing_of(licence, listed_groups):
        error = Conflict("licence_held", missing=", ".join(missing))
        error.details = {"missing": missing}
        raise error


def _refuse_second_carrier(session: Session, licence: Licence, now: datetime) -> None:
    """One quote per legal person: head office or one branch, never both (SELL-05).

    Two reviewers at the same moment wait for each other by the legal person's lock.
    """
    person = licence.legal_person
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(person, 5))))
    query = (
        sa.select(Licence.id)
        .join(Organisation, Organisation.id == Licence.carrier_id)
        .where(
            Licence.carrier_id != licence.carrier_id,
            legal_person_sql() == person,
            Organisation.state == OrganisationState.CONFIRMED,
            *counting(local_day(now)),
        )
    )
    if session.scalar(query.limit(1)):
        raise Conflict("legal_person_quotes", uscc=person)
