"""Signing in and out and the change of a password: Flask-Security over our users and services."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, current_app, request, session
from flask_security import (
    LoginForm,
    RoleMixin,
    Security,
    UserDatastore,
    UserMixin,
    user_authenticated,
)
from flask_security.mail_util import MailUtil

from marketplace.db.session import now_of
from marketplace.errors import MarketplaceError, WrongCredentials
from marketplace.i18n.sentences import sentence
from marketplace.models import Organisation, User
from marketplace.models.audit import record
from marketplace.runtime import Runtime
from marketplace.security.passwords import password_matches
from marketplace.security.tokens import IDENTITY, caller_of_row
from marketplace.services.find_notifications import UNREAD
from marketplace.services.log_in import log_in, note_login_failure
from marketplace.services.revoke_token import revoke_all_tokens
from marketplace.services.write_mail import write_mail
from marketplace.web.language import spoken

SETTINGS: dict[str, Any] = {
    "LOGIN_URL": "/login",
    "LOGOUT_URL": "/logout",
    "CHANGE_URL": "/change-password",
    "POST_LOGIN_VIEW": "/home",
    "POST_LOGOUT_VIEW": "/",
    "POST_CHANGE_VIEW": "/home",
    "LOGOUT_METHODS": ["POST"],
    "RECOVERABLE": False,
    "CHANGEABLE": True,
    "REGISTERABLE": False,
    "RETURN_GENERIC_RESPONSES": True,
    "PASSWORD_LENGTH_MIN": 12,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": ["argon2"],
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__time_cost": 2,
        "argon2__memory_cost": 19456,
        "argon2__parallelism": 1,
    },
    "PASSWORD_NORMALIZE_FORM": None,
    "EMAIL_VALIDATOR_ARGS": {"test_environment": True},
    "EMAIL_HTML": False,
    "DEFAULT_REMEMBER_ME": False,
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "密码已更改 · Your password was changed",
}


class RoleName(str):
    """A role's name in the shape that Flask-Security asks for."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return str(self)

    def get_permissions(self) -> set[str]:
        return set()


class SessionUser(UserMixin):
    """The signed-in user as plain data; `organisation` is the row of its organisation's names."""

    fs_uniquifier = ""

    def __init__(self, row: Any) -> None:
        self.id = row.id
        self.email, self.name, self.locale = row.email, row.name, row.locale
        self.password, self.active = row.password, row.active
        self.fs_uniquifier = row.fs_uniquifier
        self.roles: list[Any] = [RoleName(role) for role in row.roles]
        self.organisation_id: UUID = row.organisation_id
        self.organisation, self.unread = row, row.unread
        self.caller = caller_of_row(row)
        "who this request comes from, and the market's time when it came"

    def verify_and_update_password(self, password: str) -> bool:
        return password_matches(self.password, password)

    def verify_auth_token(self, tdata: dict[str, Any]) -> bool:
        """Pages take the session cookie only; programs use the API and its tokens."""
        return False


class Users(UserDatastore):
    """Finds and changes users, each change in a transaction of its own, on record."""

    def __init__(self) -> None:
        super().__init__(SessionUser, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> SessionUser | None:
        name, value = wanted.popitem()
        value = str(value).lower() if name == "email" else value
        with runtime().database.single_statements() as session:
            row = session.execute(_USER_BY[name], {name: value}).one_or_none()
        return None if row is None else SessionUser(row)

    def find_role(self, role: str) -> None:
        return None

    def put(self, model: SessionUser) -> SessionUser:
        """Keep the new password; other sessions and the API tokens of the user end."""
        with runtime().database.unit_of_work() as session:
            user = session.get_one(User, model.id, with_for_update=True)
            user.password, user.fs_uniquifier = str(model.password), model.fs_uniquifier
            now = now_of(session)
            revoke_all_tokens(session, user_id=user.id, now=now)
            record(session, user, "change_password", by=_Actor(user), now=now)
        return model

    def commit(self) -> None:
        """Nothing is left to commit."""


class _Actor:
    def __init__(self, user: User) -> None:
        self.user_id, self.organisation_id = user.id, user.organisation_id


_USER = sa.select(
    *IDENTITY,
    User.id,
    User.email,
    User.name,
    User.password,
    User.active,
    User.fs_uniquifier,
    Organisation.name_zh,
    Organisation.name_en,
    Organisation.decision_reason,
    UNREAD.label("unread"),
).join(Organisation, Organisation.id == User.organisation_id)
_USER_BY = {
    name: _USER.where(getattr(User, name) == sa.bindparam(name))
    for name in ("email", "fs_uniquifier")
}


class SignIn(LoginForm):
    """The log-in form; the service says yes or no, and counts the failures."""

    def validate(self, **_: Any) -> bool:
        email = (self.email.data or "").strip().lower()
        given = {"email": email, "address": request.remote_addr or ""}
        try:
            with runtime().database.unit_of_work() as session:
                user = log_in(
                    session, password=self.password.data or "", now=now_of(session), **given
                )
                self.user = users().find_user(fs_uniquifier=user.fs_uniquifier)
        except WrongCredentials as error:
            with runtime().database.unit_of_work() as session:
                note_login_failure(session, now=now_of(session), **given)
            return self.refused(error)
        except MarketplaceError as error:
            return self.refused(error)
        return self.user is not None

    def refused(self, error: MarketplaceError) -> bool:
        self.form_errors = [sentence(error.code, error.params, spoken())]
        return False


class Outbox(MailUtil):
    """Notices of Flask-Security go to the outbox, whence a job sends them."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **_context: Any,
    ) -> None:
        held = runtime()
        with held.database.unit_of_work() as session:
            write_mail(
                session,
                recipient=str(recipient),
                subject=str(subject),
                body=body or "",
                jobs=held.jobs,
                now=now_of(session),
            )


def users() -> Users:
    held: Users = current_app.extensions["security"].datastore
    return held


def runtime() -> Runtime:
    held: Runtime = current_app.extensions["marketplace"]
    return held


def register(app: Flask, *, secret: str) -> None:
    app.config.update({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    app.config["SECURITY_PASSWORD_SALT"] = secret
    security = Security(app, Users(), mail_util_cls=Outbox, login_form=SignIn)
    # Nothing here asks Flask-Principal, and it would look up the user before every style sheet.
    security.principal.identity_loaders.clear()
    user_authenticated.connect(_fresh_session, app)


def _fresh_session(_app: Flask, **_: Any) -> None:
    """A session that began before the sign-in brings nothing of its own into it."""
    session.pop("csrf_token", None)
