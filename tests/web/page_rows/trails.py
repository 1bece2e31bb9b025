"""Who may read the trail of an object: those who may read the object."""

from __future__ import annotations

from tests.api.access_rows.catalogue import fresh_book
from tests.api.access_table import OVERSEERS, Row

OF_BOOK = {"subject": lambda _world: "price_book", "subject_id": fresh_book}

ROWS = [
    Row("GET", "/trail/<subject>/<uuid:subject_id>", OVERSEERS | {"carrier"}, fill=OF_BOOK),
]
