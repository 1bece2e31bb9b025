"""The RFQ room of the organiser: issue it, watch its clock, open and compare the quotes."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("rfq_room", __name__)
