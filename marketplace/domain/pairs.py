"""Protection by two carriers: one wish, two lines, the second diverse from the first.

Each of the two is priced like an unprotected line and is a line of its own in the pool, the RFQ
and the award, where the two may not go to the same carrier; they are joined, left and accepted
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from marketplace.domain.products import Protection, WantedProtection

T = TypeVar("T")


def is_pair(wish: Mapping[str, Any]) -> bool:
    return bool(wish["protection"] == WantedProtection.TWO_CARRIERS)


def line_protection(wish: Mapping[str, Any]) -> Protection:
    """The protection of each of the wish's lines, by which rows price it."""
    return Protection.NONE if is_pair(wish) else Protection(str(wish["protection"]))


def lines_of(wish: Mapping[str, Any]) -> int:
    """How many lines the wish stands for."""
    return 2 if is_pair(wish) else 1


def spread(wishes: Sequence[Mapping[str, Any]], of_each: Sequence[T]) -> list[T]:
    """What belongs to each wish, once for each of its lines."""
    return [
        thing for wish, thing in zip(wishes, of_each, strict=True) for _ in range(lines_of(wish))
    ]
