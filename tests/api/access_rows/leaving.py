"""Who may leave, record that another left, see what stands in the way and what goes when."""

from __future__ import annotations

from typing import Any

from tests.api.access_table import OVERSEERS, Row, World
from tests.factories.leaving import draft_of

ORGANISATION = "/organisations/<uuid:organisation_id>"


def prepare(world: World) -> None:
    """A draft that nobody else sees keeps the member from leaving in earnest."""
    draft_of(world.actors["member"])


def leave(_world: World) -> dict[str, Any]:
    return {"confirm": True}


ROWS = [
    Row("GET", ORGANISATION + "/leaving", OVERSEERS | {"member"}),
    Row(
        "POST",
        ORGANISATION + "/leave",
        frozenset({"member"}),
        but=dict.fromkeys(OVERSEERS, 403),
        body=leave,
    ),
    Row(
        "POST",
        ORGANISATION + "/record-leaving",
        frozenset({"operator"}),
        but={"member": 403, "reviewer": 403, "observer": 403},
        body={"reason": "x"},
    ),
    Row("GET", "/retention", OVERSEERS, 403),
]
