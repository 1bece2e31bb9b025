"""Sign-up, lost passwords, and one's own account: colleagues and API tokens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.roles import ROLES_OF_KIND, Scope
from marketplace.schemas.accounts import (
    NewColleagueSchema,
    NewPasswordSchema,
    NewTokenSchema,
    PasswordResetSchema,
    SignUpSchema,
    UserChangesSchema,
)
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.add_user import add_user
from marketplace.services.change_user import change_user
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_organisations import confirmed_parks
from marketplace.services.find_tokens import own_tokens
from marketplace.services.find_users import find_me, find_user, visible_users
from marketplace.services.issue_token import issue_token
from marketplace.services.request_password_reset import request_password_reset
from marketplace.services.reset_password import reset_password
from marketplace.services.revoke_token import revoke_token
from marketplace.services.sign_up import sign_up as sign_up_organisation
from marketplace.web.call import act, page, public_page, runtime
from marketplace.web.forms import load

pages = Blueprint("account", __name__)


@pages.get("/sign-up")
@public_page
def sign_up(*, session: Any, identity: Any, now: Any) -> str:
    parks = session.scalars(confirmed_parks()).all()
    return render_template("account/sign_up.html", parks=parks)


@pages.post("/sign-up")
@act(again=sign_up, public=True)
def send_sign_up(*, session: Any, identity: Any, now: Any) -> Any:
    given = load(SignUpSchema())
    sign_up_organisation(session, **given, now=now)
    flash(_("Thank you. Sign in now; a reviewer will confirm your organisation."))
    return redirect(url_for("security.login"), 303)


@pages.get("/reset")
@public_page
def ask_reset(*, session: Any, identity: Any, now: Any) -> str:
    return render_template("account/ask_reset.html")


@pages.post("/reset")
@act(again=ask_reset, public=True)
def send_reset(*, session: Any, identity: Any, now: Any) -> Any:
    """The same answer whether the address is known or not."""
    held = runtime()
    request_password_reset(
        session,
        email=load(PasswordResetSchema())["email"],
        base_url=held.config.base_url,
        secret_key=held.config.secret_key,
        jobs=held.jobs,
        now=now,
    )
    flash(_("If an account has this address, a mail with a link is on its way."))
    return redirect(url_for("security.login"), 303)


@pages.get("/reset/<token>")
@public_page
def choose_password(*, token: str, session: Any, identity: Any, now: Any) -> str:
    return render_template("account/choose_password.html", token=token)


@pages.post("/reset/<token>")
@act(again=choose_password, public=True)
def send_password(*, token: str, session: Any, identity: Any, now: Any) -> Any:
    given = load(NewPasswordSchema())
    secret = runtime().config.secret_key
    reset_password(session, token=token, password=given["password"], secret_key=secret, now=now)
    flash(_("Your new password is set. Sign in with it."))
    return redirect(url_for("security.login"), 303)


@pages.get("/account")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    return account_page(session, identity, now)


def account_page(session: Any, identity: Any, now: Any, issued: str | None = None) -> str:
    me = find_me(session, identity=identity)
    return render_template(
        "account/show.html",
        me=me,
        findings=find_own_findings(session, identity, subject_ids=[identity.organisation_id]),
        colleagues=session.scalars(visible_users(identity)).all(),
        tokens=session.scalars(own_tokens(identity)).all(),
        roles=[str(r) for r in ROLES_OF_KIND[identity.kind]],
        scopes=[str(s) for s in Scope],
        issued=issued,
        may_leave=allowed(Permission.ORGANISATION_LEAVE, identity, me.organisation),
        now=now,
    )


@pages.post("/account/tokens")
@act(again=show)
def create_token(*, session: Any, identity: Any, now: Any) -> Any:
    """The token is shown on this very answer and never again."""
    me = find_me(session, identity=identity)
    given = load(NewTokenSchema(only=("name", "scopes", "days")))
    _token, text = issue_token(session, user=me, **given, now=now)
    session.flush()
    return account_page(session, identity, now, issued=text)


@pages.post("/account/tokens/<uuid:token_id>/revoke")
@act(again=show)
def end_token(*, token_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    revoke_token(session, token_id=token_id, identity=identity, now=now)
    flash(_("The token has ended."))
    return redirect(url_for("account.show") + "#tokens", 303)


@pages.post("/account/users")
@act(again=show)
def create_user(*, session: Any, identity: Any, now: Any) -> Any:
    add_user(session, given=load(NewColleagueSchema()), identity=identity, now=now)
    flash(_("Your colleague can sign in now."))
    return redirect(url_for("account.show") + "#colleagues", 303)


@pages.post("/account/users/<uuid:user_id>")
@act(again=show)
def switch_user(*, user_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Let a colleague in, or no longer."""
    user = find_user(session, user_id, identity=identity, for_update=True)
    changes = UserChangesSchema(only=("active",)).load({"active": request.form.get("active", "")})
    change_user(session, user=user, changes=changes, identity=identity, now=now)
    return redirect(url_for("account.show") + "#colleagues", 303)
