"""API: demo clock."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("demo_clock_api", __name__, description="demo clock")
