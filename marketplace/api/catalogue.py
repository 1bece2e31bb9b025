"""API: catalogue."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("catalogue_api", __name__, description="catalogue")
