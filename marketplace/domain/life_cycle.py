"""A life cycle is a table: from a state, an event leads to one state or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from marketplace.errors import IllegalMove

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class LifeCycle(Generic[S, E]):
    """The legal moves of one kind of thing."""

    def __init__(self, moves: Mapping[tuple[S, E], S]) -> None:
        self.moves = dict(moves)

    def after(self, state: S, event: E) -> S:
        """The state that `event` leads to; raises IllegalMove when it leads nowhere."""
        try:
            return self.moves[state, event]
        except KeyError:
            raise IllegalMove(state=str(state), event=str(event)) from None

    def allows(self, state: S, event: E) -> bool:
        return (state, event) in self.moves
