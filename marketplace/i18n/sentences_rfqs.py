"""Sentences for what can be wrong with rfqs."""

RFQS: dict[str, tuple[str, str]] = {
}
