"""What was asked for last, kept in memory: only for what never changes under its key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LastAsked(Generic[K, V]):
    """At most `most` things by key; those put in first go first."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, Lock()
        self.things: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        return self.things.get(key)

    def put(self, key: K, thing: V) -> None:
        with self.lock:
            self.things[key] = thing
            while len(self.things) > self.most:
                self.things.popitem(last=False)
