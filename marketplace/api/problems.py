"""Problem answers (RFC 9457): a code, the sentence in both languages, and a pointer per fault."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Response, request
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from marketplace.api.call import runtime
from marketplace.db.session import now_of
from marketplace.errors import Conflict, Fault, Held, Invalid, MarketplaceError, Stopped, invalid
from marketplace.i18n.asked import language_of
from marketplace.i18n.sentences import sentence
from marketplace.schemas.faults import faults_of
from marketplace.services.keep_findings import keep_stopped

log = logging.getLogger(__name__)
CODES = {
    401: "unauthenticated",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "wrong_content_type",
    429: "too_many_requests",
}


def asked_language() -> str:
    """`zh` or `en`, by the query's `lang`, else by Accept-Language."""
    return language_of([request.args.get("lang", ""), *request.accept_languages.values()])


def problem(error: MarketplaceError) -> Response:
    """The answer for an error raised on purpose."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(error.status).phrase}
    body |= {"status": error.status, "code": error.code, **worded(error.code, error.params)}
    if error.details:
        body["details"] = error.details
    if isinstance(error, Invalid | Held | Stopped):
        body["errors"] = [fault_entry(fault) for fault in error.faults]
    response = Response(
        json.dumps(body, ensure_ascii=False), error.status, mimetype="application/problem+json"
    )
    if "seconds" in error.params and error.status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(error.params["seconds"])
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="marketplace"'
    return response


def stopped_problem(error: Stopped) -> Response:
    """The same for a step that rules stop: what they found is kept first."""
    with runtime().database.unit_of_work() as session:
        keep_stopped(session, error.kept, by=error.by, now=now_of(session), **error.audited)
    return problem(error)


def worded(code: str, params: dict[str, Any]) -> dict[str, Any]:
    messages = {language: sentence(code, params, language) for language in ("zh", "en")}
    return {"message": messages[asked_language()], "messages": messages}


ABOUT = ("finding", "award_line_id")
"What a fault may be about, by id"


def fault_entry(fault: Fault) -> dict[str, Any]:
    """One fault; in a sheet also its row (the header is 1) and column."""
    placed = ("row", "column")
    place: dict[str, Any] = {name: fault.params[name] for name in placed if name in fault.params}
    entry: dict[str, Any] = {"pointer": fault.pointer, "code": fault.code, **place}
    entry |= {name: fault.params[name] for name in ABOUT if name in fault.params}
    return entry | worded(fault.code, fault.params)


def http_problem(error: HTTPException) -> Response:
    """The answer for an error of the framework, such as a refused body."""
    code = error.code or 500
    messages = getattr(error, "data", {}).get("messages") if code in (400, 422) else None
    if messages:
        response = problem(Invalid(_without_location(messages)))
    else:
        plain = MarketplaceError(CODES.get(code, "bad_request"), expected="application/json")
        plain.status = code
        response = problem(plain)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _without_location(messages: Any) -> list[Fault]:
    """Faults of a body at their pointers; of the query string under `/query`."""
    faults: list[Fault] = []
    for location, nested in messages.items():
        prefix = "" if location in ("json", "json_or_form") else f"/{location}"
        faults += faults_of(nested, prefix)
    if any(f.code == "Invalid JSON body." for f in faults):
        return [Fault("", "bad_json")]
    return faults


def data_problem(error: DataError) -> Response:
    """A value that the database cannot hold, which no schema caught."""
    log.warning("value_refused_by_database", extra={"path": request.path})
    return problem(invalid("", "field_invalid"))


def stale_problem(_error: StaleDataError) -> Response:
    return problem(Conflict("stale"))


def unreadable_problem(_error: RecursionError) -> Response:
    """JSON nested so deep that the parser gives up."""
    return problem(invalid("", "bad_json"))


def value_problem(error: ValueError) -> Response:
    """A JSON number of more digits than Python reads (4300); any other is a crash."""
    if "integer string conversion" in str(error):
        return problem(invalid("", "bad_json"))
    return crash_problem(error)


def away_problem(error: DBAPIError) -> Response:
    """The database went away or gave up: what became of the request may be unknown."""
    log.error("database_away", exc_info=error, extra={"path": request.path})
    away = MarketplaceError("unavailable")
    away.status = 503
    response = problem(away)
    response.headers["Retry-After"] = "1"
    return response


def crash_problem(error: Exception) -> Response:
    """Anything not raised on purpose: recorded, and told without its inner words."""
    log.error("request_failed", exc_info=error, extra={"path": request.path})
    crash = MarketplaceError("server_error")
    crash.status = 500
    return problem(crash)
