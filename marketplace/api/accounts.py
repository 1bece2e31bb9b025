"""API: sign-up, tokens, password reset, users, and who the caller is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from marketplace.api.call import (
    creating,
    creating_once_publicly,
    creating_publicly,
    reading,
    runtime,
    writing,
)
from marketplace.api.login_attempts import noting_failures
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, require_match, tagged
from marketplace.schemas import accounts as schemas
from marketplace.schemas.fields import Schema
from marketplace.services.add_user import add_user
from marketplace.services.change_user import change_user
from marketplace.services.find_tokens import own_tokens
from marketplace.services.find_users import find_me, find_user, visible_users
from marketplace.services.issue_token import issue_token
from marketplace.services.log_in import log_in
from marketplace.services.note_reading import note_reading
from marketplace.services.request_password_reset import request_password_reset
from marketplace.services.reset_password import reset_password
from marketplace.services.revoke_token import revoke_token
from marketplace.services.sign_up import sign_up

blp = Blueprint("accounts_api", __name__, description="Accounts: sign-up, tokens, users")


@blp.route("/sign-ups", methods=["POST"])
@creating_publicly
@blp.doc(security=[])
@blp.response(201, schemas.AccountSchema)
@blp.arguments(schemas.SignUpSchema)
def post_sign_up(body: dict[str, Any], *, session, identity, now):
    """Sign an organisation up, with its first user; a reviewer confirms it."""
    user = sign_up(session, **body, now=now)
    return tagged(user, Location="/api/v1/me")


@blp.route("/tokens", methods=["POST"])
@creating_once_publicly("token_already_issued")
@blp.doc(security=[])
@blp.response(201, schemas.IssuedTokenSchema)
@blp.arguments(schemas.NewTokenSchema)
def post_token(body: dict[str, Any], *, session, identity, now):
    """Get an API token for e-mail address and password; it is shown this once.

    Sent again under the same Idempotency-Key it answers 409 `token_already_issued`, for the token
    itself is kept nowhere. After ten failures of an e-mail in a quarter of an hour it answers 429.
    """
    credentials = {"email": body.pop("email"), "address": request.remote_addr or ""}
    with noting_failures(**credentials, now=now):
        user = log_in(session, **credentials, password=body.pop("password"), now=now)
    token, text = issue_token(session, user=user, **body, now=now)
    location = f"/api/v1/tokens/{token.id}"
    return with_more(token, schemas.TokenSchema, token=text), {"Location": location}


@blp.route("/tokens")
@reading
@blp.response(200, schemas.TokenSchema(many=True))
@blp.arguments(PageSchema, location="query")
def get_tokens(paging: dict[str, int], *, session, identity, now):
    """List one's own API tokens, without the tokens themselves."""
    return page(session, own_tokens(identity), **paging)


@blp.route("/tokens/<uuid:token_id>", methods=["DELETE"])
@writing
@blp.response(204)
def delete_token(token_id: UUID, *, session, identity, now):
    """End one of one's own API tokens at once; no If-Match, for nothing of it can be lost."""
    revoke_token(session, token_id=token_id, identity=identity, now=now)


@blp.route("/me")
@reading
@blp.response(200, schemas.MeSchema)
def get_me(*, session, identity, now):
    """Who the caller is, for which organisation, with which scopes."""
    user = find_me(session, identity=identity)
    me = with_more(user, schemas.AccountSchema, scopes=sorted(identity.scopes))
    return me, {"ETag": etag_of(user.version)}


@blp.route("/password-resets", methods=["POST"])
@creating_publicly
@blp.doc(security=[])
@blp.response(202, schemas.EmptySchema)
@blp.arguments(schemas.PasswordResetSchema)
def post_password_reset(body: dict[str, Any], *, session, identity, now):
    """Ask for a mail with a link to set a new password; the answer tells nothing of the user."""
    held = runtime()
    links = {"base_url": held.config.base_url, "secret_key": held.config.secret_key}
    request_password_reset(session, **body, **links, jobs=held.jobs, now=now)
    return {}


@blp.route("/password-resets/confirm", methods=["POST"])
@creating_publicly
@blp.doc(security=[])
@blp.response(200, schemas.EmptySchema)
@blp.arguments(schemas.NewPasswordSchema)
def post_new_password(body: dict[str, Any], *, session, identity, now):
    """Set a new password with the token of the link; ends all sessions and API tokens."""
    reset_password(session, **body, secret_key=runtime().config.secret_key, now=now)
    return {}


@blp.route("/users")
@reading
@blp.response(200, schemas.UserSchema(many=True))
@blp.arguments(schemas.UserQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_users(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List the users of one's organisation; the operator names any by `organisation_id`."""
    asked = visible_users(identity, **query)
    of = query.get("organisation_id") or identity.organisation_id
    note_reading(session, "users", of, owner_id=of, identity=identity, now=now)
    return page(session, asked, **paging)


@blp.route("/users", methods=["POST"])
@creating
@blp.response(201, schemas.UserSchema)
@blp.arguments(schemas.NewColleagueSchema)
def post_user(body: dict[str, Any], *, session, identity, now):
    """Add a colleague to one's organisation."""
    user = add_user(session, given=body, identity=identity, now=now)
    return tagged(user, Location=f"/api/v1/users/{user.id}")


@blp.route("/users/<uuid:user_id>")
@reading
@blp.response(200, schemas.UserSchema)
def get_user(user_id: UUID, *, session, identity, now):
    """One user of one's organisation."""
    user = find_user(session, user_id, identity=identity)
    owner = user.organisation_id
    note_reading(session, "user", user.id, owner_id=owner, identity=identity, now=now)
    return tagged(user)


@blp.route("/users/<uuid:user_id>", methods=["PATCH"])
@writing
@blp.response(200, schemas.UserSchema)
@blp.arguments(schemas.UserChangesSchema)
def patch_user(body: dict[str, Any], user_id: UUID, *, session, identity, now):
    """Change a colleague's name, language, or whether the user may log in."""
    user = find_user(session, user_id, identity=identity, for_update=True)
    require_match(user)
    return tagged(change_user(session, user=user, changes=body, identity=identity, now=now))


def with_more(thing: Any, schema: type[Schema], **more: Any) -> dict[str, Any]:
    """What the schema shows of the thing, and more that is not kept in it."""
    return {name: getattr(thing, name) for name in schema().fields} | more
