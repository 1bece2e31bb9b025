"""Tell the reviewers what waits for them, and an organisation what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import Licence, Organisation, User
from marketplace.services.notify import notify


def reviewing_organisations(session: Session) -> Sequence[UUID]:
    """Where the platform's active reviewers are."""
    found = sa.select(User.organisation_id).where(
        User.active, User.roles.overlap([str(Role.REVIEWER)])
    )
    return session.scalars(found.distinct()).all()


def tell_organisation_waits(session: Session, organisation: Organisation, now: datetime) -> None:
    notify(
        session,
        "organisation_waiting",
        to=reviewing_organisations(session),
        roles=[Role.REVIEWER],
        about=organisation.id,
        path=f"/organisations/{organisation.id}",
        now=now,
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
    )


def tell_organisation_decided(session: Session, organisation: Organisation, now: datetime) -> None:
    """Its users read the reason on their own pages."""
    notify(
        session,
        f"organisation_{organisation.state}",
        to=[organisation.id],
        roles=list(Role),
        about=f"{organisation.id} {now.isoformat()}",
        path="/account",
        now=now,
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
    )


def tell_licence_waits(session: Session, licence: Licence, now: datetime) -> None:
    notify(
        session,
        "licence_waiting",
        to=reviewing_organisations(session),
        roles=[Role.REVIEWER],
        about=licence.id,
        path=f"/licences/{licence.id}",
        now=now,
        number=licence.number,
        name_zh=licence.carrier.name_zh,
        name_en=licence.carrier.name_en,
    )


def tell_licence_decided(session: Session, licence: Licence, now: datetime) -> None:
    notify(
        session,
        f"licence_{licence.state}",
        to=[licence.carrier_id],
        roles=[Role.CARRIER],
        about=f"{licence.id} {now.isoformat()}",
        path=f"/licences/{licence.id}",
        now=now,
        number=licence.number,
    )
