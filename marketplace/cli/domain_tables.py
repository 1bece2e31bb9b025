"""Command: print the life cycles as tables, or bring docs/domain.md up to date with them."""

from __future__ import annotations

from pathlib import Path

import click

from marketplace.domain.life_tables import life_tables, put_into


@click.command("domain-tables")
@click.option(
    "--write",
    "document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Replace the tables in this document instead of printing them.",
)
def domain_tables(document: Path | None) -> None:
    """Every life cycle: state, event, where it leads and who may make it."""
    if document is None:
        click.echo(life_tables())
    else:
        document.write_text(put_into(document.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    domain_tables()
