"""A life cycle is a table: who may make which event, and from which state it leads where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from marketplace.domain.roles import Role
from marketplace.errors import Forbidden, IllegalMove

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)
CLOCK = "clock"
"The marketplace itself, when a time has come or as the consequence of another move"
ORGANISERS = frozenset({str(Role.PARK_MANAGER), str(Role.LEAD_ENTERPRISE)})


class LifeCycle(Generic[S, E]):
    """The legal moves of one kind of thing and the actors of each event."""

    def __init__(
        self,
        name: str,
        moves: Mapping[tuple[S, E], S],
        actors: Mapping[E, Iterable[str]],
    ) -> None:
        self.name = name
        self.moves = dict(moves)
        self.actors = {event: frozenset(map(str, who)) for event, who in actors.items()}
        if {event for _, event in self.moves} != set(self.actors):
            raise ValueError(f"{name}: every event needs its actors, and every actor a move")

    def after(self, state: S, event: E) -> S:
        """The state that `event` leads to; raises IllegalMove when it leads nowhere."""
        try:
            return self.moves[state, event]
        except KeyError:
            raise IllegalMove(state=str(state), event=str(event)) from None

    def allows(self, state: S, event: E) -> bool:
        return (state, event) in self.moves

    def open_to(self, event: E, roles: Iterable[str] | None) -> bool:
        """Whether one of the roles may make the event; None asks for the marketplace itself."""
        who = {CLOCK} if roles is None else {str(role) for role in roles}
        return bool(who & self.actors.get(event, frozenset()))

    def require_actor(self, event: E, roles: Iterable[str] | None) -> None:
        """Raise Forbidden when none of the roles may make the event."""
        if not self.open_to(event, roles):
            raise Forbidden(permission=f"{self.name}.{event}")
