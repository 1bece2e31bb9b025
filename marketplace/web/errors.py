"""The page for an error: what happened, in the reader's language, and where to go on."""

from __future__ import annotations

import logging
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from marketplace.errors import MarketplaceError, Unauthenticated
from marketplace.i18n.sentences import SENTENCES, sentence
from marketplace.web.language import spoken

log = logging.getLogger(__name__)
CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 429: "too_many_requests"}
LAST_RESORT = "<!doctype html><meta charset=utf-8><title>{}</title><p>{}</p>"


def error_page(error: Exception) -> Any:
    """The answer to a page request that failed."""
    if isinstance(error, Unauthenticated):
        there = request.full_path.rstrip("?") if request.method == "GET" else "/home"
        return redirect(url_for("security.login", next=there))
    if isinstance(error, HTTPException) and (error.code is None or error.code < 400):
        return error
    status, code, params = _status_and_code(error)
    if status >= 500:
        log.error("page_failed", exc_info=error, extra={"path": request.path})
    later = {"Retry-After": "1"} if status == 503 else {}
    try:
        text = sentence(code, params, spoken())
        return render_template("error.html", status=status, text=text), status, later
    except Exception:  # the page's own head asks the database who is signed in
        log.exception("error_page_failed")
        status, code = (status, code) if status == 503 else (500, "server_error")
        return LAST_RESORT.format(status, " ".join(SENTENCES[code])), status, later


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
