"""Command: print the compliance rules as tables, or bring docs/compliance.md up to date."""

from __future__ import annotations

from marketplace.cli.document_tables import tables_command
from marketplace.domain.compliance.rule_tables import put_into, rule_tables

compliance_tables = tables_command(
    "compliance-tables",
    "Every rule: title, source, evidence, gate, outcome on failure, dates, test.",
    rule_tables,
    put_into,
)

if __name__ == "__main__":
    compliance_tables()
