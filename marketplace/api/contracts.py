"""API: contracts."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("contracts_api", __name__, description="contracts")
