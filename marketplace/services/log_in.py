"""Password log-in, and the brake on guessing within a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.errors import TooManyRequests, WrongCredentials
from marketplace.models import LoginFailure, User
from marketplace.security.passwords import password_matches

WINDOW = timedelta(minutes=15)
MOST_FAILURES_OF_EMAIL = 10
MOST_FAILURES_OF_ADDRESS = 100
"many people of one office may share an address"


def log_in(session: Session, *, email: str, password: str, address: str, now: datetime) -> User:
    """The active user with this e-mail address and password.

    Raises WrongCredentials, after the same time whether the user exists or not; the caller then
    notes the failure in a transaction that is not rolled back. Raises TooManyRequests.
    """
    refuse_guessing(session, email=email, address=address, now=now)
    query = sa.select(User).where(User.email == email).options(joinedload(User.organisation))
    user = session.scalars(query).one_or_none()
    if not password_matches(user.password if user else None, password):
        raise WrongCredentials()
    if user is None or not user.active:
        raise WrongCredentials()
    return user


def refuse_guessing(session: Session, *, email: str, address: str, now: datetime) -> None:
    """Raise TooManyRequests after too many failures of the e-mail or the network address."""
    recent = LoginFailure.at.between(now - WINDOW, now)
    counts = [
        sa.select(sa.func.count()).where(column == value, recent).scalar_subquery()
        for column, value in ((LoginFailure.email, email), (LoginFailure.address, address))
    ]
    of_email, of_address = session.execute(sa.select(*counts)).one()
    if of_email >= MOST_FAILURES_OF_EMAIL or of_address >= MOST_FAILURES_OF_ADDRESS:
        raise TooManyRequests(seconds=int(WINDOW.total_seconds()))


def note_login_failure(session: Session, *, email: str, address: str, now: datetime) -> None:
    session.add(LoginFailure(email=email, address=address, at=now))
