"""A file that an actor uploads."""

from __future__ import annotations

from tests.factories.enrolled import PDF
from tests.factories.people import Actor


def upload(actor: Actor, content: bytes = PDF, name: str = "proof.pdf") -> str:
    """The id of a file that the actor uploaded."""
    answer = actor.send(
        "POST",
        "/files",
        data=content,
        content_type="application/pdf",
        query_string={"name": name},
    )
    assert answer.status_code == 201, answer.json
    return answer.json["id"]
