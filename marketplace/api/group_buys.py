"""API: group buys."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("group_buys_api", __name__, description="group buys")
