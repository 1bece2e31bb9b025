"""API: rfqs."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("rfqs_api", __name__, description="rfqs")
