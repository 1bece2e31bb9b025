"""What every page answers with besides its text: security headers, cookies, the CSRF guard."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
TOKENS_ONLY = ("/api/", "/tmf-api/", "/webhooks/")
"Called with a token or a signature, never with the session cookie: no CSRF token is asked there"


def register(app: Flask, *, secure: bool, pay_at: Sequence[str] = ()) -> None:
    """Guard forms, cookies and pages; `secure` when the marketplace is reached by https.

    `pay_at`: where a form of ours may lead a person to pay.
    """
    form_action = " ".join(("'self'", *pay_at))
    app.config.update(
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    guard = CSRFProtect(app)

    @app.before_request
    def refuse_forged_forms() -> None:
        if not request.path.startswith(TOKENS_ONLY):
            guard.protect()

    @app.after_request
    def add_headers(response: Response) -> Response:
        if response.mimetype == "application/json":
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy(form_action=form_action))
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def policy(**changes: str) -> str:
    """The Content-Security-Policy, with some directives (style_src=...) said otherwise."""
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, **named}.items())
