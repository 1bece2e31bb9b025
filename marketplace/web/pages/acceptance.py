"""Acceptance: the member answers line by line, the organiser follows and settles."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("acceptance_pages", __name__)
