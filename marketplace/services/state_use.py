"""The use that a member states together with its lines: as rows, onto lines, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.line_use import DECLARATIONS, STATED, Voice
from marketplace.models import Line, LineUse

TEXTS = {"purpose_text": "", "z_registration_number": ""}
ENUMS = {"purpose": Purpose, "a_end": EndType, "z_end": EndType, "voice": Voice}


def use_row(stated: Mapping[str, Any]) -> dict[str, Any]:
    """The row of `line_uses` for a new line, without its keys."""
    return TEXTS | _said(stated) | {"version": 1}


def take_use(line: Line, stated: Mapping[str, Any]) -> None:
    """Put what is said now onto the line's use; what is not said stays as it was.

    Values may be the text of a document, as a line of the waiting list has them.
    """
    use = line.use or LineUse(**TEXTS)
    for name, value in _said(stated).items():
        setattr(use, name, ENUMS[name](value) if name in ENUMS else value)
    line.use = use


def stated_use(use: LineUse | None) -> dict[str, Any]:
    """The same in the shape in which it is stated with a line."""
    denied = [getattr(use, name, None) is False for name in DECLARATIONS]
    said = {name: getattr(use, name, None) for name in STATED}
    return said | {"internal_only": True if all(denied) else None}


def _said(stated: Mapping[str, Any]) -> dict[str, Any]:
    """By column, what is said; the one tick denies every use that no line may have."""
    said = {name: value for name in STATED if (value := stated.get(name)) is not None}
    return said | (dict.fromkeys(DECLARATIONS, False) if said.pop("internal_only", None) else {})
