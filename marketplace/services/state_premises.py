"""A company states where in the park it sits; the park confirms it or says why not (BUY-05)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import PremisesEvent, PremisesState
from marketplace.domain.roles import Role
from marketplace.errors import Forbidden, NotFound
from marketplace.models import Organisation, Premises, StoredFile
from marketplace.models.audit import record
from marketplace.security.grants import GRANTS, allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import find_file, own_file_id
from marketplace.services.notify import notify


def state_premises(
    session: Session,
    *,
    building: str,
    room: str,
    proof_id: UUID | None,
    identity: Identity,
    now: datetime,
) -> Premises:
    """The place with its lease or deed, to be confirmed by the park; the same place once.

    Another proof asks the park anew. Raises Forbidden, Invalid (a file of others).
    """
    mine = identity.organisation_id
    own_file_id(session, proof_id, identity=identity, pointer="/proof_id")
    known = sa.select(Premises).where(
        Premises.member_id == mine, Premises.building == building, Premises.room == room
    )
    place = session.scalars(known.with_for_update()).one_or_none()
    if place is not None and proof_id in (None, place.proof_id):
        return place
    if place is None:
        place = Premises(
            id=uuid4(), member_id=mine, building=building, room=room, state=PremisesState.PENDING
        )
    if not allowed(Permission.ARCHIVE_MANAGE, identity, place):
        raise Forbidden(permission=str(Permission.ARCHIVE_MANAGE))
    place.proof_id, place.stated_at, place.stated_by = proof_id, now, identity.user_id
    if sa.inspect(place).persistent:
        place.advance(PremisesEvent.STATE, by=identity, now=now)
    else:
        session.add(place)
        session.flush()
        record(session, place, "state", by=identity, now=now, to_state=str(place.state))
    _tell_park(session, place, now)
    return place


def decide_premises(
    session: Session,
    *,
    premises_id: UUID,
    event: PremisesEvent,
    reason: str | None,
    identity: Identity,
    now: datetime,
) -> Premises:
    """Confirm or refuse as the company's park. Raises NotFound, Forbidden, IllegalMove."""
    place = find_premises(session, premises_id, identity=identity, for_update=True)
    require(Permission.PREMISES_DECIDE, identity, place)
    place.advance(event, by=identity, now=now, reason=reason)
    place.decided_at, place.decided_by = now, identity.user_id
    place.decision_reason = reason
    notify(
        session,
        f"premises_{place.state}",
        to=[place.member_id],
        roles=[Role.MEMBER],
        about=f"{place.id} {now.isoformat()}",
        path="/premises",
        now=now,
        building=place.building,
        room=place.room,
    )
    return place


def find_premises(
    session: Session, premises_id: UUID, *, identity: Identity, for_update: bool = False
) -> Premises:
    """The place, for its company, its park and reviewers. Raises NotFound."""
    query = sa.select(Premises).where(Premises.id == premises_id)
    if for_update:
        query = query.with_for_update(of=Premises).execution_options(populate_existing=True)
    place = session.scalars(query.options(joinedload(Premises.member))).one_or_none()
    if place is None:
        raise NotFound()
    require(Permission.PREMISES_READ, identity, place)
    return place


def find_proof(session: Session, premises_id: UUID, *, identity: Identity) -> StoredFile:
    """The lease or deed of the place. Raises NotFound."""
    return find_file(session, find_premises(session, premises_id, identity=identity).proof_id)


def visible_premises(
    identity: Identity, *, state: PremisesState | None = None
) -> sa.Select[Premises]:
    """A company's own places, a park's those of its companies, a reviewer's all; newest first."""
    require(Permission.ACCOUNT_READ, identity)
    query = (
        sa.select(Premises)
        .join(Organisation, Organisation.id == Premises.member_id)
        .options(joinedload(Premises.member))
        .order_by(Premises.stated_at.desc(), Premises.id)
    )
    if not GRANTS[Permission.PREMISES_LIST](identity, None):
        mine = identity.organisation_id
        query = query.where(sa.or_(Premises.member_id == mine, Organisation.park_id == mine))
    return query if state is None else query.where(Premises.state == state)


def _tell_park(session: Session, place: Premises, now: datetime) -> None:
    company = session.get_one(Organisation, place.member_id)
    if company.park_id is None:
        return
    notify(
        session,
        "premises_waiting",
        to=[company.park_id],
        roles=[Role.PARK_MANAGER],
        about=f"{place.id} {now.isoformat()}",
        path="/premises",
        now=now,
        building=place.building,
        room=place.room,
        name_zh=company.name_zh,
        name_en=company.name_en,
    )
