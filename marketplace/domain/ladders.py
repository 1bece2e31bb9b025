"""A discount ladder between its stored document and the pricing package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.errors import Fault, Invalid
from pricing.tiers import BrokenLadder, Ladder, Tier

_RULES = (
    ("must be greater than ", "ladder_greater_than"),
    ("must be at least ", "ladder_at_least"),
    ("must be below ", "ladder_below"),
    ("must be one of ", "choice"),
    ("must be 0", "ladder_starts_at_zero"),
    ("must not be empty", "ladder_empty"),
    ("must be an integer", "whole_number"),
)


def ladder_of(document: Mapping[str, Any], pointer: str = "/ladder") -> Ladder:
    """The ladder of a document with the right fields; raises Invalid naming each broken rule."""
    try:
        return Ladder(
            measure=document["measure"],
            style=document["style"],
            tiers=tuple(Tier(t["from"], t["discount_bps"]) for t in document["tiers"]),
        )
    except BrokenLadder as broken:
        raise Invalid(ladder_faults(broken, pointer)) from None


def ladder_faults(broken: BrokenLadder, pointer: str) -> list[Fault]:
    """The faults of a broken ladder below `pointer`, as codes that have sentences."""
    return [_fault(pointer + path, rule) for path, rule in broken.faults]


def _fault(pointer: str, rule: str) -> Fault:
    for start, code in _RULES:
        if rule.startswith(start):
            rest = rule.removeprefix(start)
            return Fault(pointer, code, {"bound": rest, "choices": rest})
    return Fault(pointer, "field_invalid")


def document_of(ladder: Ladder) -> dict[str, Any]:
    """The ladder as it is stored and published."""
    return {
        "measure": ladder.measure,
        "style": ladder.style,
        "tiers": [{"from": t.from_, "discount_bps": t.discount_bps} for t in ladder.tiers],
    }
