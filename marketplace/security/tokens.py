"""API tokens: made once, stored as a hash, turned into an identity in one query."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import MARKET_NOW
from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import OrganisationKind, Role, Scope
from marketplace.models import ApiToken, Organisation, User
from marketplace.security.identity import ALL_SCOPES, Identity

PREFIX = "xgb_"

_IDENTITY = (
    User.id,
    User.roles,
    User.locale,
    Organisation.id,
    Organisation.kind,
    Organisation.state,
    Organisation.park_id,
)
_OF_TOKEN = (
    sa.select(*_IDENTITY, ApiToken.scopes)
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
    sa.select(*_IDENTITY)
    .join(Organisation, Organisation.id == User.organisation_id)
    .where(User.fs_uniquifier == sa.bindparam("uniquifier"), User.active)
)


def new_token() -> str:
    """A fresh token: a prefix that scanners know and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token; it is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def identity_of_token(session: Session, token: str) -> Identity | None:
    """The identity behind a live token, or None."""
    row = session.execute(_OF_TOKEN, {"token_hash": token_hash(token)}).one_or_none()
    return None if row is None else _identity(row, frozenset(Scope(s) for s in row[7]))


def identity_of_session(session: Session, uniquifier: str) -> Identity | None:
    """The identity of a page session, by the user's uniquifier; all scopes."""
    row = session.execute(_OF_SESSION, {"uniquifier": uniquifier}).one_or_none()
    return None if row is None else _identity(row, ALL_SCOPES)


def _identity(row: sa.Row, scopes: frozenset[Scope]) -> Identity:
    return Identity(
        user_id=row[0],
        organisation_id=row[3],
        kind=OrganisationKind(row[4]),
        confirmed=row[5] == OrganisationState.CONFIRMED,
        park_id=row[6],
        roles=frozenset(Role(r) for r in row[1]),
        scopes=scopes,
        locale=row[2],
    )
