"""The one wrapper per view: caller, session, commit on return, rollback on raise.

Order above a view: `@blp.route`, then one of `reading`, `writing`, `creating`, then
`@blp.response`, then `@blp.arguments`. The view gets `session`, `identity` and `now`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Response, current_app, jsonify, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.errors import (
    Conflict,
    IdempotencyMismatch,
    MarketplaceError,
    Unauthenticated,
    invalid,
)
from marketplace.models import IdempotencyKey
from marketplace.runtime import Runtime
from marketplace.security.tokens import Caller, caller_of_token
from marketplace.services.seal_origin import Sender

NOBODY = UUID(int=0)
"Owner of the idempotency keys of requests that need no token"
View = Callable[..., Any]


def runtime() -> Runtime:
    held: Runtime = current_app.extensions["marketplace"]
    return held


def sender() -> Sender:
    """Where this request came from, behind the proxies that the settings trust."""
    return Sender(request.remote_addr or "", request.headers.get("User-Agent", ""))


def caller(session: Session) -> Caller:
    """Who sent the bearer token of this request; raises Unauthenticated."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    found = caller_of_token(session, token.strip()) if kind.lower() == "bearer" else None
    if found is None:
        raise Unauthenticated()
    return found


def reading(view: View) -> View:
    """A view that only reads: each statement on its own, no transaction held."""

    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        with runtime().database.single_statements() as session:
            who = caller(session)
            return view(*args, session=session, identity=who.identity, now=who.now, **kwargs)

    return called


def reading_publicly(view: View) -> View:
    """Like `reading`, without a token; the view gets `identity=None`."""

    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        with runtime().database.single_statements() as session:
            return view(*args, session=session, identity=None, now=now_of(session), **kwargs)

    return called


def writing(view: View) -> View:
    """A view that changes something that exists: one transaction."""

    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        with runtime().database.unit_of_work() as session:
            who = caller(session)
            return view(*args, session=session, identity=who.identity, now=who.now, **kwargs)

    return called


def creating(view: View) -> View:
    """A view that creates: one transaction with its Idempotency-Key, replayed if it comes again."""
    return _idempotent(view, public=False)


def creating_once(code: str) -> Callable[[View], View]:
    """Like `creating`; the answer is secret, not kept: a replay is a Conflict `code`."""
    return lambda view: _idempotent(view, public=False, once=code)


def creating_publicly(view: View) -> View:
    """Like `creating`, without a token; the view gets `identity=None`."""
    return _idempotent(view, public=True)


def creating_once_publicly(code: str) -> Callable[[View], View]:
    """Like `creating_publicly`; the answer is secret, not kept: a replay is a Conflict `code`."""
    return lambda view: _idempotent(view, public=True, once=code)


def _idempotent(view: View, *, public: bool, once: str | None = None) -> View:
    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        key, digest = idempotency_key(), request_digest()
        try:
            with runtime().database.unit_of_work() as session:
                who = None if public else caller(session)
                owner = who.identity.user_id if who else NOBODY
                if (replayed := replay(session, owner, key, digest)) is not None:
                    return replayed
                identity = who.identity if who else None
                now = who.now if who else now_of(session)
                response = view(*args, session=session, identity=identity, now=now, **kwargs)
                session.add(remembered(owner, key, digest, response, once))
            return response
        except (IntegrityError, MarketplaceError) as error:
            return _replayed_after(error, key, digest, public=public)

    called.takes_key = True  # type: ignore[attr-defined]
    return called


def _replayed_after(error: Exception, key: str, digest: bytes, *, public: bool) -> Response:
    """The answer of a twin of this request that was faster; else the error itself."""
    with runtime().database.single_statements() as session:
        owner = NOBODY if public else caller(session).identity.user_id
        if (replayed := replay(session, owner, key, digest)) is not None:
            return replayed
    if isinstance(error, IntegrityError):
        raise Conflict("stale") from error
    raise error


def idempotency_key() -> str:
    """The request's Idempotency-Key; raises Invalid when absent or malformed."""
    key = request.headers.get("Idempotency-Key", "")
    if not (1 <= len(key) <= 200 and key.isascii() and key.isprintable()):
        raise invalid("", "idempotency_key_required")
    return key


def request_digest() -> bytes:
    """What makes two requests the same: method, path with query, and body.

    Keyed, so that nobody who reads the table can try out passwords that a body held.
    """
    head = f"{request.method} {request.full_path}\n".encode()
    secret = runtime().config.secret_key.encode()
    return hmac.digest(secret, head + request.get_data(), hashlib.sha256)


def replay(session: Session, owner: UUID, key: str, digest: bytes) -> Response | None:
    """The stored answer under this key; raises IdempotencyMismatch for another request."""
    kept = session.get(IdempotencyKey, (owner, key))
    if kept is None:
        return None
    if kept.request_sha256 != digest:
        raise IdempotencyMismatch()
    if kept.status == Conflict.status:
        raise Conflict(kept.body["code"])
    response = jsonify(kept.body)
    response.status_code = kept.status
    response.headers.update(kept.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def remembered(
    owner: UUID, key: str, digest: bytes, response: Response, once: str | None = None
) -> IdempotencyKey:
    """The row that lets this answer be given again; with `once`, a refusal with that code."""
    names = ("Location", "ETag")
    kept = {name: response.headers[name] for name in names if name in response.headers}
    return IdempotencyKey(
        owner_id=owner,
        key=key,
        request_sha256=digest,
        status=Conflict.status if once else response.status_code,
        body={"code": once} if once else response.get_json(),
        headers=kept,
    )
