"""Who reads and states what is true of the platform itself."""

from __future__ import annotations

from tests.api.access_table import OVERSEERS, Row, World
from tests.factories.uploads import upload

OPERATOR = frozenset({"operator"})


def prepare(world: World) -> None:
    """Something is stated, with both files that everybody may download."""
    operator = world.actors["operator"]
    files = {f"{which}_id": upload(operator) for which in ("business_licence", "service_agreement")}
    stands = operator.get("/platform-statement").headers["ETag"]
    answer = operator.put("/platform-statement", files, etag=stands)
    assert answer.status_code == 200, answer.json


ROWS = [
    Row("GET", "/platform-statement", OVERSEERS, others=403),
    Row("PUT", "/platform-statement", OPERATOR, others=403, body={}),
]
