"""Anonymise whom no term keeps any more; whoever asks for it too early is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.retention import Keeping, require_over
from marketplace.domain.leaving import kept_after_leaving, kept_with_deals
from marketplace.domain.lives import OrganisationState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import Organisation, User
from marketplace.services.anonymise import anonymise_organisation, anonymise_user
from marketplace.services.disposal import Disposal
from marketplace.services.find_completion import assessed_on, deals_acted_in, deals_of

FORMER = Disposal(User, User.deactivated_at, RecordClass.TRANSACTION)
LEFT = Disposal(Organisation, Organisation.left_at, RecordClass.NETWORK_LOG)
"Whose term may be over: the shortest there is; `organisation_kept` knows the longest"


def left_organisations() -> sa.Select[Organisation]:
    """Those that left and are not anonymised, the earliest first."""
    query = sa.select(Organisation).where(
        Organisation.state == OrganisationState.LEFT, Organisation.anonymised_at.is_(None)
    )
    return query.order_by(Organisation.left_at, Organisation.id)


def former_users() -> sa.Select[User]:
    """Users without access in organisations that stay; the others go with their organisation."""
    query = (
        sa.select(User)
        .join(Organisation)
        .where(
            User.deactivated_at.is_not(None),
            User.anonymised_at.is_(None),
            Organisation.state != OrganisationState.LEFT,
        )
    )
    return query.order_by(User.deactivated_at, User.id)


def organisation_kept(session: Session, organisation: Organisation, *, on: date) -> Keeping:
    """Until when the persons of an organisation that left stay on record."""
    if organisation.left_at is None:
        raise ValueError("its term has not begun: it has not left")
    return kept_after_leaving(
        organisation.kind,
        left_on=local_day(organisation.left_at),
        deals=deals_of(session, organisation.id),
        assessed_on=assessed_on(session, organisation.id),
        on=on,
    )


def user_kept(session: Session, user: User, *, on: date) -> Keeping:
    """Until when a user without access, of an organisation that stays, stays on record."""
    if user.deactivated_at is None:
        raise ValueError("the term has not begun: the user has access")
    deals = deals_acted_in(session, user.id)
    return kept_with_deals(local_day(user.deactivated_at), deals, on=on)


def anonymise_former_user(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Raises Conflict (kept_until) before the day; whom others were faster with is left alone."""
    query = former_users().where(User.id == user_id).with_for_update(of=User)
    user = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if user is not None:
        require_over(user_kept(session, user, on=local_day(now)), on=local_day(now))
        anonymise_user(session, user, now=now)


def anonymise_left_organisation(session: Session, organisation_id: UUID, *, now: datetime) -> None:
    """Raises Conflict (kept_until) before the day; what others were faster with is left alone."""
    query = left_organisations().where(Organisation.id == organisation_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is not None:
        require_over(organisation_kept(session, found, on=local_day(now)), on=local_day(now))
        anonymise_organisation(session, found, now=now)


def anonymise_due(session: Session, *, now: datetime) -> dict[str, int]:
    """Everybody whose day has come; how many users of staying, and how many organisations."""
    users = session.scalars(former_users().where(FORMER.due(now)).with_only_columns(User.id))
    left = session.scalars(
        left_organisations().where(LEFT.due(now)).with_only_columns(Organisation.id)
    )
    return {
        "anonymised_users": _done(session, users.all(), anonymise_former_user, now),
        "anonymised_organisations": _done(session, left.all(), anonymise_left_organisation, now),
    }


def _done(session: Session, ids: Iterable[UUID], act: Callable[..., None], now: datetime) -> int:
    """How many went; whom a deal still keeps waits for another night."""
    done = 0
    for one in ids:
        try:
            act(session, one, now=now)
        except Conflict:
            continue
        done += 1
    return done
