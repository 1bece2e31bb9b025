"""The one wrapper per page: visitor, session, commit on return, rollback on a refusal.

`@page` reads, `@public_page` reads for anyone, `@act(again=page)` changes: after a refusal it shows
`again` once more with what was typed and what was wrong, and when only a row is to be added to the
form, `again` with that row. A grave act that no script has asked about is asked about first. Every
view gets `session`, `identity` and `now`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from flask import current_app, flash, make_response, redirect, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import FileStorage

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
from marketplace.web.figures import moment_short
from marketplace.web.grave_acts import asked_first
from marketplace.web.language import spoken
from marketplace.web.row_changes import changed_rows
from marketplace.web.typed import ONCE, show_again

NOBODY = UUID(int=0)
View = Callable[..., Any]
Key = tuple[UUID, str]
"Whose form it is, and which form, saying what"


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
            if (typed := changed_rows(request.form)) is not None:
                show_again(typed, [])
                return again(**kwargs)
            asked = asked_first(request.form, lambda: again(**kwargs))
            if asked is not None:
                return asked
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
    key = None
    try:
        with runtime().database.unit_of_work() as session:
            who = _who(session, public=public)
            key = _key(who["identity"])
            if (before := _made_before(session, key)) is not None:
                return before
            response = make_response(view(session=session, **who, **kwargs))
            _remember(session, key, response.headers.get("Location"))
        return response
    except IntegrityError as error:
        with runtime().database.single_statements() as session:
            if before := _made_before(session, key):
                return before
        raise Conflict("stale") from error


def _key(identity: Any) -> Key | None:
    token = request.form.get(ONCE, "")
    if not (16 <= len(token) <= 64 and token.isalnum()):
        return None
    return (identity.user_id if identity else NOBODY, f"page:{token}:{_said()}")


def _said() -> str:
    """What the form says and to which address, in short: said otherwise it is another act.

    Keyed, so that nobody who reads the table can try out passwords that a form held.
    """
    fields = [one for one in request.form.items(multi=True) if one[0] != "csrf_token"]
    files = [(name, _content(file)) for name, file in request.files.items(multi=True)]
    said = repr((request.path, fields, files)).encode(errors="replace")
    return hmac.new(runtime().config.secret_key.encode(), said, hashlib.sha256).hexdigest()[:32]


def _content(file: FileStorage) -> str:
    """What the file holds, in short; the view reads it from its beginning after this."""
    content = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return content


def _made_before(session: Session, key: Key | None) -> Any:
    kept = session.get(IdempotencyKey, key) if key else None
    return redirect(kept.headers["Location"], 303) if kept else None


def _remember(session: Session, key: Key | None, location: str | None) -> None:
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
        flash(sentence(known.code, _told(known.params), spoken()), "error")
    response = make_response(again(**kwargs))
    response.status_code = known.status
    return response


def _told(params: dict[str, Any]) -> dict[str, Any]:
    """Instants as pages say them; all else as it is."""
    return {n: moment_short(v) if isinstance(v, datetime) else v for n, v in params.items()}


def _keep(error: Stopped) -> None:
    """What rules found is kept, though the step itself was undone."""
    with runtime().database.unit_of_work() as session:
        keep_stopped(session, error.kept, by=error.by, now=now_of(session), **error.audited)
