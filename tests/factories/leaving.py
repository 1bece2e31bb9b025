"""Organisations on their way out: what keeps them, and leaving itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from marketplace.db.session import now_of
from tests.factories.demand import LADDER
from tests.factories.people import Actor


def draft_of(organiser: Actor) -> str:
    """The id of a draft group buy, which only its organiser sees."""
    with organiser.app.extensions["marketplace"].database.single_statements() as session:
        locks_at = now_of(session) + timedelta(days=20)
    terms: dict[str, Any] = {"title_zh": "草稿", "title_en": "Draft", "ladder": LADDER}
    answer = organiser.post("/group-buys", json=terms | {"locks_at": locks_at.isoformat()})
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def leave(actor: Actor, **body: Any) -> TestResponse:
    """The actor's organisation leaves, if nothing stands in the way."""
    return actor.post(f"/organisations/{actor.id}/leave", {"confirm": True} | body)


def obstacles(actor: Actor, of: Actor | None = None) -> list[str]:
    """The codes of what stands in the way, as the actor is told."""
    answer = actor.get(f"/organisations/{(of or actor).id}/leaving")
    assert answer.status_code == 200, answer.json
    return [one["code"] for one in answer.json["obstacles"]]
