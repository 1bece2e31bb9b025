"""The award notice: winners, published totals and the standstill, for all who may see it."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("notice_pages", __name__)
