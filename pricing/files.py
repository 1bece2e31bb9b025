"""The strict reading of JSON: integers only, no surprises, each fault named by its path."""

import json
from collections import Counter
from typing import Any

from pricing.tiers import Fault

MAX_DIGITS = 20  # a longer integer is beyond every limit here, and slow to convert


class Refused(ValueError):
    """The input breaks the format; `faults` holds (JSON path, what it must be)."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(f"{path}: {message}" for path, message in faults))
        self.faults = faults


class Twice(dict[str, Any]):
    """An object whose text gave a key more than once."""

    keys_twice: tuple[str, ...] = ()


class NotAnInteger:
    """A number of the text that is no integer: a fraction, an exponent, NaN."""

    def __init__(self, text: str) -> None:
        self.text = text


class TooLarge:
    """An integer of the text too long to be worth converting."""

    def __init__(self, text: str) -> None:
        self.negative = text.startswith("-")


def load(content: bytes) -> Any:
    """The JSON value in the bytes; raises Refused when they are not JSON in UTF-8."""
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=NotAnInteger,
            parse_constant=NotAnInteger,
            parse_int=lambda text: int(text) if len(text) <= MAX_DIGITS else TooLarge(text),
        )
    except UnicodeDecodeError as error:
        raise Refused([("/", f"must be UTF-8, is not at byte {error.start}")]) from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Refused([("/", f"must be JSON, is not at {where}")]) from error
    except RecursionError as error:
        raise Refused([("/", "must not be nested so deeply")]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    result = Twice(plain)
    times = Counter(key for key, _ in pairs)
    result.keys_twice = tuple(key for key in times if times[key] > 1)
    return result


def dump(document: dict[str, Any], *, small: bool = False) -> bytes:
    """The document as JSON in UTF-8: indented, or as small as it can be."""
    how: dict[str, Any] = {"separators": (",", ":")} if small else {"indent": 2}
    return (json.dumps(document, ensure_ascii=False, **how) + "\n").encode("utf-8")
