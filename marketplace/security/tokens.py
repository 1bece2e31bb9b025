"""API tokens: made once, stored as a hash, turned into an identity in one query."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import MARKET_NOW
from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import OrganisationKind, Role, Scope
from marketplace.models import ApiToken, Organisation, User
from marketplace.security.identity import ALL_SCOPES, Identity

PREFIX = "xgb_"

IDENTITY = (
    MARKET_NOW.label("now"),
    User.id.label("user_id"),
    User.roles,
    User.locale,
    Organisation.id.label("organisation_id"),
    Organisation.kind,
    Organisation.state,
    Organisation.park_id,
)
"What a query must give for `caller_of_row`"
_OF_TOKEN = (
    sa.select(*IDENTITY, ApiToken.scopes)
    .join(User, User.id == ApiToken.user_id)
    .join(Organisation, Organisation.id == User.organisation_id)
    .where(
        ApiToken.token_hash == sa.bindparam("token_hash"),
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > MARKET_NOW,
        User.active,
    )
)
_OF_SESSION = (
    sa.select(*IDENTITY)
    .join(Organisation, Organisation.id == User.organisation_id)
    .where(User.fs_uniquifier == sa.bindparam("uniquifier"), User.active)
)


def new_token() -> str:
    """A fresh token: a prefix that scanners know and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def new_secret() -> str:
    """256 random bits for a link that is no API token."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token; it is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True)
class Caller:
    """Who calls, and the market's time at the call: both from one query."""

    identity: Identity
    now: datetime


def caller_of_token(session: Session, token: str) -> Caller | None:
    """The caller behind a live token, or None."""
    row = session.execute(_OF_TOKEN, {"token_hash": token_hash(token)}).one_or_none()
    return None if row is None else caller_of_row(row, frozenset(Scope(s) for s in row.scopes))


def caller_of_session(session: Session, uniquifier: str) -> Caller | None:
    """The caller of a page session, by the user's uniquifier; all scopes."""
    row = session.execute(_OF_SESSION, {"uniquifier": uniquifier}).one_or_none()
    return None if row is None else caller_of_row(row)


def caller_of_row(row: Any, scopes: frozenset[Scope] = ALL_SCOPES) -> Caller:
    """The caller whose row has the columns of IDENTITY."""
    identity = Identity(
        user_id=row.user_id,
        organisation_id=row.organisation_id,
        kind=OrganisationKind(row.kind),
        confirmed=row.state == OrganisationState.CONFIRMED,
        park_id=row.park_id,
        roles=frozenset(Role(r) for r in row.roles),
        scopes=scopes,
        locale=row.locale,
    )
    return Caller(identity, row.now)
