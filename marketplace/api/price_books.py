"""API: price books."""

from __future__ import annotations

from flask_smorest import Blueprint

blp = Blueprint("price_books_api", __name__, description="price books")
