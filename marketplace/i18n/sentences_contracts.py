"""Sentences for what can be wrong with contracts."""

CONTRACTS: dict[str, tuple[str, str]] = {
}
