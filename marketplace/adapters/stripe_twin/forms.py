"""Stripe's form encoding: `a[b][0]=c` as nested values, and typed reading of them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from marketplace.adapters.stripe_twin.faults import wrong_parameter

LARGEST_AMOUNT = 99_999_999
"Stripe takes up to eight digits"


def decode(text: str) -> dict[str, Any]:
    """What a form or query says; lists by their index or by `[]`."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, *rest = re.split(r"[\[\]]+", name.rstrip("]"))
        place, key = tree, head
        for part in rest:
            place = place.setdefault(key, {})
            key = part if part else str(len(place))
        if isinstance(place, dict):
            place[key] = value
    return {name: _with_lists(value) for name, value in tree.items()}


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_with_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _with_lists(inner) for key, inner in value.items()}


def only(given: dict[str, Any], *names: str, under: str = "") -> None:
    """Refuses a parameter that is not among `names`, as Stripe does."""
    for name in given:
        if name not in names and name != "expand":
            full = f"{under}[{name}]" if under else name
            raise wrong_parameter(full, "parameter_unknown", f"Received unknown parameter: {full}")


def required(given: dict[str, Any], name: str) -> Any:
    if given.get(name) in (None, ""):
        raise wrong_parameter(name, "parameter_missing", f"Missing required param: {name}.")
    return given[name]


def whole(given: dict[str, Any], name: str, default: int | None = None) -> int | None:
    """An integer as it stands in the form."""
    if name not in given:
        return default
    if not re.fullmatch(r"-?\d{1,15}", str(given[name])):
        raise wrong_parameter(name, "parameter_invalid_integer", f"Invalid integer: {given[name]}")
    return int(given[name])


def amount_of(given: dict[str, Any], name: str = "amount") -> int:
    """An amount above zero in minor units, up to what Stripe takes."""
    required(given, name)
    amount = whole(given, name) or 0
    if amount < 1:
        raise wrong_parameter(name, "parameter_invalid_integer", "Amount must be at least 1")
    if amount > LARGEST_AMOUNT:
        raise wrong_parameter(name, "amount_too_large", "Amount must be no more than 99999999")
    return amount


def flag(given: dict[str, Any], name: str) -> bool:
    value = given.get(name, "false")
    if value not in ("true", "false"):
        raise wrong_parameter(name, "parameter_invalid_boolean", f"Invalid boolean: {value}")
    return bool(value == "true")


def currency_of(given: dict[str, Any]) -> str:
    """Stripe's currencies are in lower case."""
    currency = str(required(given, "currency"))
    if not re.fullmatch(r"[a-z]{3}", currency):
        raise wrong_parameter("currency", "invalid_currency", f"Invalid currency: {currency}")
    return currency


def metadata_of(given: dict[str, Any]) -> dict[str, str]:
    metadata = given.get("metadata") or {}
    if len(metadata) > 50 or any(len(k) > 40 or len(v) > 500 for k, v in metadata.items()):
        raise wrong_parameter("metadata", "metadata_too_large", "Metadata is too large")
    return {name: str(value) for name, value in metadata.items() if value != ""}
