"""The one wrapper per page: visitor, session, commit on return, rollback on a refusal.

`@page` reads, `@public_page` reads for anyone, `@act(again=page)` changes: after a refusal it shows
`again` once more with what was typed and what was wrong. Every view gets `session`, `identity`
and `now`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import current_app, flash, make_response, redirect, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from marketplace.db.session import now_of
from marketplace.errors import (
    Conflict,
    Forbidden,
    Invalid,
    MarketplaceError,
    NotFound,
    Stopped,
    Unauthenticated,
)
from marketplace.i18n.sentences import sentence
from marketplace.models import IdempotencyKey
from marketplace.runtime import Runtime
from marketplace.security.tokens import Caller, caller_of_session
from marketplace.services.keep_findings import keep_stopped
from marketplace.services.seal_origin import Sender
from marketplace.web.language import spoken
from marketplace.web.typed import ONCE, show_again

NOBODY = UUID(int=0)
View = Callable[..., Any]


def runtime() -> Runtime:
    held: Runtime = current_app.extensions["marketplace"]
    return held


def sender() -> Sender:
    """Where this request came from, behind the proxies that the settings trust."""
    return Sender(request.remote_addr or "", request.headers.get("User-Agent", ""))


def visitor(session: Session) -> Caller | None:
    """Who is signed in, read anew in this transaction; None for a stranger."""
    if not current_user.is_authenticated:
        return None
    return caller_of_session(session, current_user.get_id())


def reader() -> Caller | None:
    """Who is signed in, as read when the request came; None for a stranger."""
    return current_user.caller if current_user.is_authenticated else None


def page(view: View) -> View:
    """A page for signed-in users: each statement on its own, no transaction held."""
    return _reading(view, public=False)


def public_page(view: View) -> View:
    """A page for anyone; `identity` is None for a stranger."""
    return _reading(view, public=True)


def _reading(view: View, *, public: bool) -> View:
    @wraps(view)
    def shown(**kwargs: Any) -> Any:
        with runtime().database.single_statements() as session:
            who = _known(reader(), session, public=public)
            return view(session=session, **who, **kwargs)

    return shown


def _who(session: Session, *, public: bool) -> dict[str, Any]:
    return _known(visitor(session), session, public=public)


def _known(who: Caller | None, session: Session, *, public: bool) -> dict[str, Any]:
    if who is not None:
        return {"identity": who.identity, "now": who.now}
    if not public:
        raise Unauthenticated()
    return {"identity": None, "now": now_of(session)}


def act(again: View, *, public: bool = False) -> Callable[[View], View]:
    """A form's target: one transaction, done once however often it is sent."""

    def decorate(view: View) -> View:
        @wraps(view)
        def done(**kwargs: Any) -> Any:
            try:
                return _once(view, kwargs, public=public)
            except (Unauthenticated, NotFound, Forbidden):
                raise
            except (MarketplaceError, StaleDataError) as error:
                return _refused(error, again, kwargs)

        return done

    return decorate


def _once(view: View, kwargs: dict[str, Any], *, public: bool) -> Any:
    """The view's answer; when the same form came before, the way to what it made then."""
    try:
        with runtime().database.unit_of_work() as session:
            who = _who(session, public=public)
            if (before := _made_before(session, who["identity"])) is not None:
                return before
            response = make_response(view(session=session, **who, **kwargs))
            _remember(session, who["identity"], response.headers.get("Location"))
        return response
    except IntegrityError as error:
        with runtime().database.single_statements() as session:
            if before := _made_before(session, _who(session, public=public)["identity"]):
                return before
        raise Conflict("stale") from error


def _key(identity: Any) -> tuple[UUID, str] | None:
    token = request.form.get(ONCE, "")
    if not (16 <= len(token) <= 64 and token.isalnum()):
        return None
    return (identity.user_id if identity else NOBODY, f"page:{token}")


def _made_before(session: Session, identity: Any) -> Any:
    key = _key(identity)
    kept = session.get(IdempotencyKey, key) if key else None
    return redirect(kept.headers["Location"], 303) if kept else None


def _remember(session: Session, identity: Any, location: str | None) -> None:
    key = _key(identity)
    if key and location:
        session.add(
            IdempotencyKey(
                owner_id=key[0],
                key=key[1],
                request_sha256=b"",
                status=303,
                body={},
                headers={"Location": location},
            )
        )


def _refused(error: Exception, again: View, kwargs: dict[str, Any]) -> Any:
    """The page the form stood on, with the values as typed and each fault beside its field."""
    known = error if isinstance(error, MarketplaceError) else Conflict("stale")
    if isinstance(known, Stopped):
        _keep(known)
    show_again(request.form, known.faults if isinstance(known, Invalid | Stopped) else [])
    if not isinstance(known, Invalid):
        flash(sentence(known.code, known.params, spoken()), "error")
    response = make_response(again(**kwargs))
    response.status_code = known.status
    return response


def _keep(error: Stopped) -> None:
    """What rules found is kept, though the step itself was undone."""
    with runtime().database.unit_of_work() as session:
        keep_stopped(session, error.kept, by=error.by, now=now_of(session), **error.audited)
