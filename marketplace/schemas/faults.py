"""From marshmallow's nested messages to faults with JSON pointers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketplace.errors import Fault


def faults_of(messages: Any, pointer: str = "") -> list[Fault]:
    """Every fault in `messages`, depth first, each at its JSON pointer."""
    return list(_walk(messages, pointer))


def _walk(messages: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(messages, dict):
        for key, value in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _walk(value, pointer + step)
    elif isinstance(messages, list):
        for message in messages:
            yield from _walk(message, pointer)
    else:
        yield Fault(pointer, str(messages), dict(getattr(messages, "params", {})))
