"""Other systems that call the marketplace, each by its own rules."""

from __future__ import annotations

from flask import Flask

from marketplace.interop import stripe_webhooks


def register(app: Flask) -> None:
    app.register_blueprint(stripe_webhooks.blueprint)
