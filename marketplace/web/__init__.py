"""Web pages, Chinese first, English one click away."""

from __future__ import annotations

from typing import Any

from flask import Flask


def register(app: Flask) -> None:
    """Put the pages into the app."""


def error_page(error: Exception) -> Any:
    """The page for an error."""
    raise error
