"""Reads of the platform itself: its organisation, and what its operator states of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.platform_statement import FIELDS
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import NotFound
from marketplace.models import KeptFinding, Organisation, PlatformStatement, StoredFile, User
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import find_file
from marketplace.services.standing_findings import StandingFinding, is_newest, with_standing


def find_platform_statement(
    session: Session, *, identity: Identity, now: datetime
) -> PlatformStatement:
    """The statement that stands. Raises Forbidden."""
    require(Permission.PLATFORM_READ, identity)
    return current_statement(session)


def current_statement(session: Session) -> PlatformStatement:
    """The newest version; where there is none yet, version 0 that states nothing, not stored."""
    query = sa.select(PlatformStatement).order_by(PlatformStatement.version.desc()).limit(1)
    found = session.scalars(query.options(joinedload(PlatformStatement.author))).one_or_none()
    return found or _blank()


def find_shown_file(session: Session, which: str) -> StoredFile:
    """The upload that the statement shows to everybody. Raises NotFound."""
    return find_file(session, getattr(current_statement(session), f"{which}_id"))


def find_platform_findings(session: Session, *, identity: Identity) -> list[StandingFinding]:
    """What the rules say of the platform now and is not met. Raises Forbidden."""
    require(Permission.PLATFORM_READ, identity)
    query = sa.select(KeptFinding).where(
        KeptFinding.subject_id == platform_query().scalar_subquery(),
        KeptFinding.subject == "platform",
        KeptFinding.outcome != Outcome.PASS,
        is_newest(),
    )
    return with_standing(session, session.scalars(query.order_by(KeptFinding.number)).all())


def platform_query() -> sa.Select[UUID]:
    """The organisation that the platform is: the first of several that has an operator."""
    operates = sa.exists().where(
        User.organisation_id == Organisation.id, User.roles.contains([str(Role.OPERATOR)])
    )
    query = sa.select(Organisation.id).where(
        Organisation.kind == OrganisationKind.PLATFORM, operates
    )
    return query.order_by(Organisation.created_at, Organisation.id).limit(1)


def lock_platform(session: Session) -> Organisation:
    """The same, locked: what is stated and asked of it comes one after the other.

    Raises NotFound while nobody founded it.
    """
    query = sa.select(Organisation).where(Organisation.id == platform_query().scalar_subquery())
    query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def _blank() -> PlatformStatement:
    nothing = {"icp_number": "", "edi_reference": "", "grading_filing": "", "servers_where": ""}
    nothing["bank_account"] = ""
    return PlatformStatement(version=0, **dict.fromkeys(FIELDS) | nothing)
