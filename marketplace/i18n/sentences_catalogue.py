"""Sentences for what can be wrong with catalogue."""

CATALOGUE: dict[str, tuple[str, str]] = {
}
