"""CSV files given by pages."""

from __future__ import annotations

from flask import Response


def csv_answer(data: bytes, name: str) -> Response:
    """A CSV file to save."""
    disposition = f'attachment; filename="{name}"'
    return Response(data, mimetype="text/csv", headers={"Content-Disposition": disposition})
