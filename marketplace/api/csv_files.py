"""CSV files in requests and answers."""

from __future__ import annotations

from flask import Response, request

from marketplace.errors import MarketplaceError


def sent_csv() -> bytes:
    """The CSV file in the request's body; 415 for another type."""
    if request.mimetype != "text/csv":
        error = MarketplaceError("wrong_content_type", expected="text/csv")
        error.status = 415
        raise error
    return request.get_data()


def csv_answer(data: bytes, name: str) -> Response:
    """A CSV file to save."""
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(data, mimetype="text/csv", headers=headers)
