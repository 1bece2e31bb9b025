"""Reading the Markdown tables of facts: `name=value; name=value`, `?` for unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from marketplace.domain.compliance.facts import Facts
from tests.domain.compliance.good import GOOD

HERE = Path(__file__).parent


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of all tables in a Markdown file here, by the heads of their columns."""
    head: list[str] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head = cells
        elif not set("".join(cells)) <= set("-:"):
            yield dict(zip(head, cells, strict=True))


def changed(kind: type[Facts], text: str) -> Facts:
    """The good facts of this kind with what the text says differently; `nothing`: all unknown."""
    if text.strip() == "nothing":
        return kind()
    hints = get_type_hints(kind)
    known = {one.name for one in fields(kind)}
    values: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, _, value = part.partition("=")
        assert name in known, f"{kind.__name__} has no {name}"
        values[name] = _value(hints[name], value)
    return replace(GOOD[kind], **values)


def _value(hint: Any, text: str) -> Any:
    if text == "?":
        return None
    kind = next(one for one in get_args(hint) if one is not type(None)) if _union(hint) else hint
    if get_origin(kind) in (frozenset, tuple):
        item = get_args(kind)[0]
        return get_origin(kind)(_value(item, one) for one in text.split("+") if one)
    if kind is bool:
        return {"yes": True, "no": False}[text]
    if kind is date:
        return date.fromisoformat(text)
    return kind(text) if kind is int or issubclass(kind, Enum) else text


def _union(hint: Any) -> bool:
    return isinstance(hint, UnionType) or str(get_origin(hint)) == "typing.Union"
