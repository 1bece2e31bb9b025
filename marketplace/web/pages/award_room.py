"""The award room: ask for the cheapest award, follow the computation, publish the result."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("award_room", __name__)
