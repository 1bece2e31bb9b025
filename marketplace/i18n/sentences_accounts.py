"""Sentences for what can be wrong with accounts."""

ACCOUNTS: dict[str, tuple[str, str]] = {
}
