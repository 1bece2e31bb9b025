"""API: licences."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("licences_api", __name__, description="licences")
