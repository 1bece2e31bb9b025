"""The command line: parse, call a service, print."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Put the commands into the app."""
