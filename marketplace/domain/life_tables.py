"""Every life cycle as tables for docs/domain.md: what leads where, and who may do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from marketplace.domain.life_cycle import CLOCK, LifeCycle
from marketplace.domain.lives import LIVES
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
    return "\n".join(
        [
            f"### `{life.name}`",
            "",
            _row(["state", "event", "leads to", *ACTORS]),
            _row(["---"] * (3 + len(ACTORS))),
            *_moves(life),
        ]
    )


def put_into(document: str) -> str:
    """The document with its tables made anew. Raises ValueError when the marks are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the document has no place for the life cycles")
    return before + life_tables() + after


def _moves(life: LifeCycle[Any, Any]) -> Iterator[str]:
    for (state, event), leads_to in life.moves.items():
        may = ["yes" if actor in life.actors[event] else "–" for actor in ACTORS]
        yield _row([str(state), str(event), str(leads_to), *may])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
