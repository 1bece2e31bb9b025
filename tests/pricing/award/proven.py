"""Results with proofs as they were written once, kept: what was proven stays checkable.

regions: two parts, winners told apart in cases, a demand across the parts. bundles: links, a tree
split by a bundle. tree: needs, shares, links, trees split by lines.
"""

import copy
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pricing.award import verify

FOLDER = Path(__file__).parent / "proofs"
NAMES = ("bundles", "regions", "tree")


@dataclass(frozen=True)
class Proven:
    """A problem, its award and the proof."""

    problem: dict[str, Any]
    result: dict[str, Any]
    certificate: dict[str, Any]

    def errors(self):
        return verify(self.problem, self.result, self.certificate)

    def tampered(self, part, *edits):
        """The same with one of its documents changed: (path, what becomes of the value there).

        The empty path is the whole document.
        """
        documents = {part: copy.deepcopy(getattr(self, part))}
        for path, change in edits:
            edit(documents, f"{part}/{path}".rstrip("/"), change)
        return replace(self, **documents)


@cache
def proven(name):
    return Proven(**json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def edit(document, path, change):
    """Puts what `change` makes of the value at the path, None where there is none, in its place."""
    *way, last = (int(key) if key.isdecimal() else key for key in path.split("/"))
    for key in way:
        document = document[key]
    known = document.get(last) if isinstance(document, dict) else document[last]
    document[last] = change(known)


def more(by):
    return lambda number: number + by


def to(value):
    return lambda _: value


def without(key):
    """A list or object without the element at the key."""
    if isinstance(key, int):
        return lambda items: items[:key] + items[key + 1 :]
    return lambda items: {name: value for name, value in items.items() if name != key}


def twice(at):
    """A list with the element at this place doubled."""
    return lambda items: [*items[: at + 1], *items[at:]]


def swapped(one, other):
    """A list with two elements in each other's place."""

    def change(items):
        items[one], items[other] = items[other], items[one]
        return items

    return change
