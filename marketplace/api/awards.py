"""API: awards."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("awards_api", __name__, description="awards")
