"""The page for an error: what happened, what to do now, and the number to name when asking."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from marketplace.errors import MarketplaceError, Unauthenticated
from marketplace.i18n.sentences import LANGUAGES, SENTENCES, sentence
from marketplace.web.error_advice import FAILED, advice
from marketplace.web.language import spoken

log = logging.getLogger(__name__)
CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 429: "too_many_requests"}
LAST_RESORT = "<!doctype html><meta charset=utf-8><title>{}</title><p>{}</p><p>{}</p>"
RETRY_SECONDS = {429: "60", 503: "1"}
NUMBER = "X-Request-Id"
"The header with the request's number, which stands in the log and on the page"


def error_page(error: Exception) -> Any:
    """The answer to a page request that failed."""
    if isinstance(error, Unauthenticated):
        there = request.full_path.rstrip("?") if request.method == "GET" else "/home"
        return redirect(url_for("security.login", next=there))
    if isinstance(error, HTTPException) and (error.code is None or error.code < 400):
        return error
    status, code, params = _status_and_code(error)
    number = secrets.token_hex(4)
    known = {"request_number": number, "path": request.path, "status": status, "code": code}
    if status >= 500:
        log.error("page_failed", exc_info=error, extra=known)
    else:
        log.info("page_refused", extra=known)
    headers = {NUMBER: number}
    if status in RETRY_SECONDS:
        headers["Retry-After"] = str(params.get("seconds", RETRY_SECONDS[status]))
    return (*_page(status, code, params, number), headers)


def _page(status: int, code: str, params: dict[str, Any], number: str) -> tuple[str, int]:
    """The page and its status; what failed on our side is told without asking the database."""
    if status >= 500:
        return failed_page(status, code, number), status
    try:
        text = sentence(code, params, spoken())
        told = {"status": status, "number": number, "text": text, "back": _came_from()}
        return render_template("error.html", advice=advice(status, code), **told), status
    except Exception:  # the page's own head asks the database who is signed in
        log.exception("error_page_failed", extra={"request_number": number})
        return failed_page(500, "server_error", number), 500


def failed_page(status: int, code: str, number: str) -> str:
    """A page of its own in both languages: no session, no catalogue, no layout."""
    texts = SENTENCES[code] if code in SENTENCES else SENTENCES["server_error"]
    told = [
        {"lang": lang, "text": text, **FAILED[lang]}
        for lang, text in zip(LANGUAGES, texts, strict=True)
    ]
    again = _inside(request.full_path.rstrip("?")) if request.method == "GET" else ""
    try:
        page = current_app.jinja_env.get_template("failed.html")
        return page.render(told=told, status=status, number=number, again=again)
    except Exception:
        log.exception("failed_page_failed", extra={"request_number": number})
        return LAST_RESORT.format(status, " ".join(texts), number)


def _came_from() -> str:
    """The page of ours that led here, to go back to; nothing when there was none."""
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or came.path == request.path:
        return ""
    return _inside(came.path + (f"?{came.query}" if came.query else ""))


def _inside(path: str) -> str:
    """A path of this site; nothing for one that a browser takes for another host."""
    return "" if path.startswith(("//", "/\\")) else path


def _status_and_code(error: Exception) -> tuple[int, str, dict[str, Any]]:
    if isinstance(error, MarketplaceError):
        return error.status, error.code, error.params
    if isinstance(error, CSRFError):
        return 400, "csrf", {}
    if isinstance(error, HTTPException):
        return error.code or 500, CODES.get(error.code or 500, "bad_request"), {}
    if isinstance(error, StaleDataError):
        return 409, "stale", {}
    if isinstance(error, DataError):
        return 422, "field_invalid", {}
    if isinstance(error, (OperationalError, InterfaceError)):
        return 503, "unavailable", {}
    return 500, "server_error", {}
