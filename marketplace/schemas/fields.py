"""Fields of the API and forms: strict, each refusal a code with its numbers (words come later)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.db.columns import MAX_MINOR


class Said(str):
    """A refusal as marshmallow carries it: the code as text, its numbers beside it."""

    params: dict[str, Any]

    def __new__(cls, code: str, **params: Any) -> Said:
        said = super().__new__(cls, code)
        said.params = params
        return said


def refuse(code: str, **params: Any) -> ma.ValidationError:
    return ma.ValidationError([Said(code, **params)])


_CODES = {
    "required": Said("field_required"),
    "null": Said("field_required"),
    "validator_failed": Said("field_invalid"),
    "invalid": Said("field_invalid"),
    "type": Said("field_invalid"),
    "invalid_uuid": Said("field_invalid"),
}


class Schema(ma.Schema):
    """Base of every schema: unknown fields refused, messages as codes."""

    error_messages = {"unknown": Said("field_unknown"), "type": Said("object_expected")}  # noqa: RUF012

    def on_bind_field(self, field_name: str, field_obj: fields.Field) -> None:
        codes = dict(_CODES)
        if isinstance(field_obj, fields.List):
            codes["invalid"] = Said("list_expected")
        if isinstance(field_obj, fields.Nested):
            codes["type"] = Said("object_expected")
        field_obj.error_messages = {**field_obj.error_messages, **codes}


def between(low: int | None, high: int | None) -> Callable[[int], None]:
    """A validator: low <= value <= high."""

    def check(value: int) -> None:
        if (low is not None and value < low) or (high is not None and value > high):
            raise refuse("number_range", low=low, high=high)

    check.low, check.high = low, high  # type: ignore[attr-defined]
    return check


def sized(low: int, high: int) -> Callable[[list[Any]], None]:
    """A validator: a list of low to high entries."""

    def check(value: list[Any]) -> None:
        if not low <= len(value) <= high:
            raise refuse("list_size", low=low, high=high)

    return check


class Whole(fields.Field[int]):
    """A whole number: a JSON integer, or its decimal digits in a form. No floats, no signs."""

    def __init__(self, low: int | None = 0, high: int | None = None, **kwargs: Any) -> None:
        metadata = {"type": "integer", "minimum": low, "maximum": high} | kwargs.pop("metadata", {})
        metadata = {k: v for k, v in metadata.items() if v is not None}
        super().__init__(validate=between(low, high), metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{1,18}", value, re.ASCII):
            return int(value)
        raise refuse("whole_number")

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> int | None:
        return None if value is None else int(value)


class Amount(Whole):
    """Money in fen (CNY minor units), tax-exclusive: a JSON integer from 0 to 9 x 10^14."""

    def __init__(self, low: int = 0, **kwargs: Any) -> None:
        super().__init__(low, MAX_MINOR, **kwargs)


class Mbps(Whole):
    """Bandwidth in Mbps, 1 to 400000."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(1, 400_000, **kwargs)


class Bps(Whole):
    """A rate in basis points (1/10000)."""

    def __init__(self, low: int = 0, high: int = 10_000, **kwargs: Any) -> None:
        super().__init__(low, high, **kwargs)


_BREAKS = {ord("\n"): None, ord("\t"): None}
_NOT_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"Controls, line separators, what turns the direction of writing, and what is no character at all"


class Text(fields.Field[str]):
    """Text without control characters, trimmed, of low to high characters.

    Without numbers it has no limits, which is right only for what is given out.
    """

    def __init__(
        self, low: int = 0, high: int | None = None, *, lines: bool = False, **kwargs: Any
    ) -> None:
        self.low, self.high, self.lines = low, high, lines
        limits = {} if high is None else {"minLength": low, "maxLength": high}
        metadata = {"type": "string", **limits} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refuse("text_expected")
        text = value.replace("\r\n", "\n").strip()
        shown = text.translate(_BREAKS) if self.lines else text
        if _NOT_TEXT.search(shown):
            raise refuse("text_control_characters")
        if self.high is not None and not self.low <= len(text) <= self.high:
            raise refuse("text_length", low=self.low, high=self.high)
        return text

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class Choice(fields.Field[Any]):
    """One of an enum's values."""

    def __init__(self, enum: type[StrEnum], **kwargs: Any) -> None:
        self.enum = enum
        metadata = {"type": "string", "enum": [str(m) for m in enum]}
        super().__init__(metadata=metadata | kwargs.pop("metadata", {}), **kwargs)
        if self.allow_none:
            self.metadata["enum"].append(None)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> StrEnum:
        if not isinstance(value, str) or value not in self.enum._value2member_map_:
            raise refuse("choice", choices=", ".join(str(m) for m in self.enum))
        return self.enum(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class OneOf(Whole):
    """A whole number out of a few, such as a term in months."""

    def __init__(self, choices: Iterable[int], **kwargs: Any) -> None:
        self.choices = tuple(choices)
        super().__init__(metadata={"enum": list(self.choices)}, **kwargs)
        if self.allow_none:
            self.metadata["enum"].append(None)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if number not in self.choices:
            raise refuse("choice", choices=", ".join(map(str, self.choices)))
        return number


class Flag(fields.Field[bool]):
    """True or false; in a form: present, or one of true, false, on, 1, 0."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "boolean"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if isinstance(value, bool):
            return value
        if value in ("true", "on", "1"):
            return True
        if value in ("false", "0", ""):
            return False
        raise refuse("flag")

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> bool | None:
        return value


class Uuid(fields.UUID):
    """An identifier of the marketplace; in a list too it refuses by a code."""

    default_error_messages = {"invalid_uuid": Said("field_invalid")}  # noqa: RUF012


def listed(inner: Any, low: int = 0, high: int = 1000, **kwargs: Any) -> fields.List:
    """A list of low to high entries."""
    return fields.List(
        inner, validate=sized(low, high), metadata={"minItems": low, "maxItems": high}, **kwargs
    )
