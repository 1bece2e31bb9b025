"""Every life cycle as tables for docs/domain.md: what leads where, and who may do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketplace.domain.life_cycle import CLOCK, LifeCycle
from marketplace.domain.lives import LIVES
from marketplace.domain.markdown_tables import put_between, table
from marketplace.domain.roles import Role

BEGIN = "<!-- life cycles: made by `make domain-tables`, not by hand -->"
END = "<!-- end of the life cycles -->"
ACTORS: tuple[str, ...] = (*map(str, Role), CLOCK)
"the columns: roles, and the marketplace itself"


def life_tables() -> str:
    """All life cycles in Markdown, between the marks that `put_into` looks for."""
    parts = [BEGIN, *(table_of(life) for life in LIVES), END]
    return "\n\n".join(parts)


def table_of(life: LifeCycle[Any, Any]) -> str:
    """One row per legal move; a cell says whether the actor may make it. The rest is refused."""
    head = ["state", "event", "leads to", *ACTORS]
    return f"### `{life.name}`\n\n{table(head, _moves(life))}"


def put_into(document: str) -> str:
    """The document with its tables made anew. Raises ValueError when the marks are missing."""
    return put_between(document, BEGIN, END, life_tables())


def _moves(life: LifeCycle[Any, Any]) -> Iterator[list[str]]:
    for (state, event), leads_to in life.moves.items():
        may = ["yes" if actor in life.actors[event] else "–" for actor in ACTORS]
        yield [str(state), str(event), str(leads_to), *may]
