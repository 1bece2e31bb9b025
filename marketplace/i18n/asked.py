"""Which of the two languages a reader asked for."""

from __future__ import annotations

from collections.abc import Iterable


def language_of(accepted: Iterable[str], default: str = "zh") -> str:
    """`zh` or `en`: the first of the accepted language tags that is one of them."""
    for tag in accepted:
        primary = tag.lower().split("-")[0].split("_")[0]
        if primary in ("zh", "en"):
            return primary
    return default
