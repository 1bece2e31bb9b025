"""Commands that print tables made from the code, or put them into the document that shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click


def tables_command(
    name: str, about: str, tables: Callable[[], str], put_into: Callable[[str], str]
) -> click.Command:
    """A command that prints the tables, or with --write brings a document up to date."""

    @click.command(name, help=about)
    @click.option(
        "--write",
        "document",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Replace the tables in this document instead of printing them.",
    )
    def command(document: Path | None) -> None:
        if document is None:
            click.echo(tables())
        else:
            text = document.read_text(encoding="utf-8")
            document.write_text(put_into(text), encoding="utf-8")

    return command
