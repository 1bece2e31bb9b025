"""An organisation leaves (退出平台): it decides so, or an operator records it with a reason."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.leaving import LEAVERS, Obstacle
from marketplace.domain.lives import OrganisationEvent
from marketplace.errors import Conflict, Fault, Held
from marketplace.i18n.mails import mail
from marketplace.models import Organisation, User
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_obstacles import find_obstacles
from marketplace.services.find_organisations import find_organisation
from marketplace.services.revoke_token import revoke_all_tokens
from marketplace.services.write_mail import write_mail

log = logging.getLogger(__name__)


def find_leaving(
    session: Session, organisation_id: UUID, *, identity: Identity, now: datetime
) -> tuple[Organisation, list[Obstacle]]:
    """The organisation, and what stands in the way; for itself and for overseers.

    Raises NotFound.
    """
    organisation = find_organisation(session, organisation_id, identity=identity)
    return organisation, find_obstacles(session, organisation.id, now=now)


def leave_marketplace(
    session: Session,
    *,
    organisation_id: UUID,
    reason: str | None,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Organisation:
    """The caller's organisation leaves. Raises as `record_leaving`."""
    permission = Permission.ORGANISATION_LEAVE
    return _leave(session, organisation_id, permission, reason, jobs, identity, now)


def record_leaving(
    session: Session,
    *,
    organisation_id: UUID,
    reason: str,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Organisation:
    """An operator records that the organisation has left, for a reason.

    Raises NotFound, Forbidden, IllegalMove, Conflict (cannot_leave: the platform, a regulator),
    Held (leaving_held: a fault for everything that stands in the way).
    """
    permission = Permission.ORGANISATION_LEAVE_RECORD
    return _leave(session, organisation_id, permission, reason, jobs, identity, now)


def _leave(
    session: Session,
    organisation_id: UUID,
    permission: Permission,
    reason: str | None,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Organisation:
    users = _locked_users(session, organisation_id)
    organisation = find_organisation(
        session, organisation_id, identity=identity, permission=permission, for_update=True
    )
    if organisation.kind not in LEAVERS:
        raise Conflict("cannot_leave")
    organisation.life.after(organisation.state, OrganisationEvent.LEAVE)
    if obstacles := find_obstacles(session, organisation.id, now=now):
        raise _held(obstacles)
    organisation.left_at, organisation.left_by = now, identity.user_id
    organisation.left_reason = reason
    organisation.advance(OrganisationEvent.LEAVE, by=identity, now=now, reason=reason)
    session.flush()
    for user in _joined_since(session, organisation_id, users):
        _end_access(session, user, organisation, jobs, identity, now)
    log.info("organisation_left", extra={"organisation_id": organisation.id})
    return organisation


def _held(obstacles: Sequence[Obstacle]) -> Held:
    """Everything at once, each with the page where it is ended."""
    error = Held([fault_of(one) for one in obstacles], "leaving_held", count=len(obstacles))
    error.details = {"obstacles": [{"code": one.code, "path": one.path} for one in obstacles]}
    return error


def fault_of(one: Obstacle) -> Fault:
    """The obstacle as a fault: its title in both languages when they differ."""
    return Fault("", one.code, {"title": " / ".join(dict.fromkeys([one.title_zh, one.title_en]))})


def _locked_users(session: Session, organisation_id: UUID) -> Sequence[User]:
    """Before the organisation, as who gives a colleague access again does."""
    query = sa.select(User).where(User.organisation_id == organisation_id).order_by(User.id)
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(query).all()


def _joined_since(session: Session, organisation_id: UUID, known: Sequence[User]) -> list[User]:
    """All users: somebody may have been added while the organisation was waited for."""
    query = sa.select(User).where(User.organisation_id == organisation_id, User.active)
    late = session.scalars(query.where(User.id.not_in([user.id for user in known]))).all()
    return [*(user for user in known if user.active), *late]


def _end_access(
    session: Session,
    user: User,
    organisation: Organisation,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> None:
    """Sessions and tokens end; a mail says so, since no page can any more."""
    user.active, user.deactivated_at = False, now
    user.fs_uniquifier = uuid4().hex
    revoke_all_tokens(session, user_id=user.id, now=now)
    record(session, user, "deactivate", by=identity, now=now)
    names = {"name_zh": organisation.name_zh, "name_en": organisation.name_en}
    subject, body = mail("organisation_left", user.locale, person=user.name, **names)
    write_mail(session, recipient=user.email, subject=subject, body=body, jobs=jobs, now=now)
