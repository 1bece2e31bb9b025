"""One kind of deadline: how to find the things that are due, and what to do to one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.runtime import Runtime


@dataclass(frozen=True)
class Due:
    """`act` runs in a unit of work of its own and has to hold its ground when another node was
    faster: it locks the thing and looks again.
    """

    what: str
    find: Callable[[Session], Sequence[UUID]]
    act: Callable[[Runtime, Session, UUID, datetime], object]
