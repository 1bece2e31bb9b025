"""API: participations."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("participations_api", __name__, description="participations")
