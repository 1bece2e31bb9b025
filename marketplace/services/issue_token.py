"""A user gets an API token: shown once, kept as a hash."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.domain.roles import Scope
from marketplace.models import ApiToken, User
from marketplace.models.audit import record
from marketplace.security.tokens import new_token, token_hash
from marketplace.services.sign_up import identity_of


def issue_token(
    session: Session, *, user: User, name: str, scopes: list[Scope], days: int, now: datetime
) -> tuple[ApiToken, str]:
    """A new token of a user who has just logged in, and its text."""
    text = new_token()
    token = ApiToken(
        user_id=user.id,
        organisation_id=user.organisation_id,
        name=name,
        token_hash=token_hash(text),
        scopes=sorted({str(scope) for scope in scopes}),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(token)
    session.flush()
    by = identity_of(user, user.organisation)
    record(session, token, "issue", by=by, now=now, scopes=token.scopes)
    return token, text
