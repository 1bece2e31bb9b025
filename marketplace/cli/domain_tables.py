"""Command: print the life cycles as tables, or bring docs/domain.md up to date with them."""

from __future__ import annotations

from marketplace.cli.document_tables import tables_command
from marketplace.domain.life_tables import life_tables, put_into

domain_tables = tables_command(
    "domain-tables",
    "Every life cycle: state, event, where it leads and who may make it.",
    life_tables,
    put_into,
)

if __name__ == "__main__":
    domain_tables()
