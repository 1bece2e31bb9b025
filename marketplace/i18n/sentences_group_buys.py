"""Sentences for what can be wrong with group buys."""

GROUP_BUYS: dict[str, tuple[str, str]] = {
}
