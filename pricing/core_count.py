"""A number of processor cores as options and settings give it; reading one loads no arrays."""

from __future__ import annotations

MAX_CORES = 256


def read_cores(text: str) -> int:
    """A number of cores as it is written. Raises ValueError with the rule."""
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= MAX_CORES:
        return int(text)
    raise ValueError(f"must be a whole number from 1 to {MAX_CORES}")
