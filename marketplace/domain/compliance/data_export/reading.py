"""Strict reading of a facts file; every fault at once, by JSON path, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.data_export import (
    FreeTradeList,
    ImportantData,
    Scenario,
)
from marketplace.domain.compliance.words import Text
from pricing.files import Refused, Twice, load

CHOICES: dict[str, Any] = {
    "important_data": ImportantData,
    "business_scenario": Scenario,
    "ftz_list": FreeTradeList,
}
COUNTS = ("persons_since_january", "sensitive_persons_since_january")
TEXTS = ("ftz_procedure",)


class BadFacts(ValueError):
    """The file breaks the format; `faults` holds every (JSON path, what it must be)."""

    def __init__(self, faults: list[tuple[str, Text]]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{path}: {rule.zh} / {rule.en}" for path, rule in faults))


def read_facts(content: bytes) -> DataExportFacts:
    """The facts of a JSON file; a fact that is left out or null is unknown. Raises BadFacts."""
    try:
        document = load(content)
    except Refused as error:
        where = "; ".join(message for _, message in error.faults)
        rule = Text("必须是 UTF-8 编码的 JSON", f"must be JSON in UTF-8 ({where})")
        raise BadFacts([("/", rule)]) from error
    if not isinstance(document, dict):
        raise BadFacts([("/", Text("必须是一个对象", "must be an object"))])
    faults = list(_faults(document))
    if faults:
        raise BadFacts(faults)
    return DataExportFacts(**{name: _value(name, value) for name, value in document.items()})


def _faults(document: dict[str, Any]) -> Iterator[tuple[str, Text]]:
    if isinstance(document, Twice):
        for name in document.keys_twice:
            yield _pointer(name), Text("只能出现一次", "must be given once")
    for name, value in document.items():
        kind = _kind(name)
        if kind is None:
            yield _pointer(name), Text("不是已知的事项", "is no fact of this check")
        elif value is not None and not kind.holds(value):
            yield _pointer(name), kind.rule


@dataclass(frozen=True)
class _Kind:
    holds: Callable[[Any], bool]
    rule: Text


_FLAG = _Kind(
    lambda value: isinstance(value, bool),
    Text("必须是 true、false 或 null", "must be true, false or null"),
)
_COUNT = _Kind(
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    Text("必须是 0 或以上的整数，或 null", "must be a whole number, 0 or more, or null"),
)
_TEXT = _Kind(
    lambda value: isinstance(value, str) and bool(value.strip()),
    Text("必须是非空文字，或 null", "must be a text that is not empty, or null"),
)


def _kind(name: str) -> _Kind | None:
    if name in CHOICES:
        return _choice([str(value) for value in CHOICES[name]])
    if name in COUNTS:
        return _COUNT
    if name in TEXTS:
        return _TEXT
    return _FLAG if name in COULD_BE else None


def _choice(allowed: list[str]) -> _Kind:
    zh, en = "、".join(allowed), ", ".join(allowed)
    return _Kind(
        lambda value: isinstance(value, str) and value in allowed,
        Text(f"必须是 {zh} 之一，或 null", f"must be one of {en}, or null"),
    )


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in CHOICES:
        return CHOICES[name](value)
    return value.strip() if name in TEXTS else value


def _pointer(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")
