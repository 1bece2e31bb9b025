"""Web pages, Chinese first, English one click away."""

from __future__ import annotations

from flask import Flask

from marketplace.runtime import Runtime
from marketplace.web import api_docs, errors, headers, language, login, rendering, static_files
from marketplace.web.pages import BLUEPRINTS, mails, tour

error_page = errors.error_page


def register(app: Flask) -> None:
    """Put the pages, their sign-in, language and headers into the app."""
    held: Runtime = app.extensions["marketplace"]
    app.template_folder = "web/templates"
    language.register(app)
    secure, pay_at = held.config.base_url.startswith("https://"), held.config.payments.pages
    headers.register(app, secure=secure, pay_at=pay_at)
    login.register(app, secret=held.config.secret_key)
    rendering.register(app)
    static_files.register(app)
    # A real outbox holds links that open accounts: it is shown where everything is made up.
    demo = (tour.pages, mails.pages) if held.config.demo else ()
    for blueprint in (*BLUEPRINTS, api_docs.pages, *demo):
        app.register_blueprint(blueprint)
